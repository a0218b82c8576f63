import { testKind } from '../../test/kinds.ts'
import { etcEnvironment } from './etc-environment.ts'

testKind(etcEnvironment, {
  tree: {
    '/etc/environment':
      'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games:/snap/bin"\nLANG=C\nEDITOR=vim\nBASH_ENV=/etc/.b\n',
    '/home/a/.pam_environment': 'PATH DEFAULT=/home/a/.x:/usr/bin\n',
    '/root/.config/environment.d/x.conf': 'NODE_OPTIONS=--require /root/.n.js\n',
  },
  lists: [
    '/etc/environment:4 /etc/.b',
    '/root/.config/environment.d/x.conf:1 --require /root/.n.js',
    '/home/a/.pam_environment:1 /home/a/.x:/usr/bin',
  ],
})
