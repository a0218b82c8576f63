import { testKind } from '../../test/kinds.ts'
import { ldSoConf } from './ld-so-conf.ts'

testKind(ldSoConf, {
  tree: {
    '/etc/ld.so.conf': 'include /etc/ld.so.conf.d/*.conf\n\n',
    '/etc/ld.so.conf.d/x.conf': '# Multiarch\n/usr/local/lib # ours\n/dev/shm/.l',
  },
  lists: [
    '/etc/ld.so.conf:1 include /etc/ld.so.conf.d/*.conf',
    '/etc/ld.so.conf.d/x.conf:2 /usr/local/lib',
    '/etc/ld.so.conf.d/x.conf:3 /dev/shm/.l',
  ],
})
