import { testKind } from '../../test/kinds.ts'
import { sshRc } from './ssh-rc.ts'

testKind(sshRc, {
  tree: { '/etc/ssh/sshrc': '/usr/lib/.x &\n', '/root/.ssh/rc': '/tmp/x\n', '/home/a/.ssh/environment': '# A=1\nLD_PRELOAD=/x.so\n\n' },
  lists: ['/etc/ssh/sshrc:1 /etc/ssh/sshrc', '/root/.ssh/rc:1 /root/.ssh/rc', '/home/a/.ssh/environment:2 LD_PRELOAD=/x.so'],
})
