import { testKind } from '../../test/kinds.ts'
import { dpkgHook } from './dpkg-hook.ts'

testKind(dpkgHook, {
  tree: { '/etc/dpkg/dpkg.cfg.d/x': '# pre-invoke=/no\npost-invoke="/usr/lib/.x"\nno-debsig\nstatus-logger=/tmp/y\n' },
  lists: ['/etc/dpkg/dpkg.cfg.d/x:2 /usr/lib/.x', '/etc/dpkg/dpkg.cfg.d/x:4 /tmp/y'],
})
