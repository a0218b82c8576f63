import { testKind } from '../../test/kinds.ts'
import { ldEnvironment } from './ld-environment.ts'

testKind(ldEnvironment, {
  tree: {
    '/etc/environment': 'PATH="/usr/bin"\nLD_PRELOAD=/dev/shm/libfsnldev.so\n',
    '/etc/profile.d/x.sh': '# LD_PRELOAD=/no\nexport LD_LIBRARY_PATH=/opt/x\n',
    '/etc/systemd/system/a.service.d/b.conf': '[Service]\nEnvironment="LD_PRELOAD=/lib/y.so"\n',
    '/root/.profile': 'export LD_AUDIT=/root/.a.so\necho $LD_PRELOAD\n',
  },
  lists: [
    '/etc/environment:2 /dev/shm/libfsnldev.so',
    '/etc/profile.d/x.sh:2 /opt/x',
    '/etc/systemd/system/a.service.d/b.conf:2 /lib/y.so"',
    '/root/.profile:1 /root/.a.so',
  ],
})
