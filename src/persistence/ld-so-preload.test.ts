import { testKind } from '../../test/kinds.ts'
import { ldSoPreload } from './ld-so-preload.ts'

testKind(ldSoPreload, {
  tree: { '/etc/ld.so.preload': '# x\n/lib/libgcwrap.so /usr/local/lib/a.so:/lib/b.so\n\0/etc/libsystem.so' },
  lists: [
    '/etc/ld.so.preload:2 /lib/libgcwrap.so',
    '/etc/ld.so.preload:2 /usr/local/lib/a.so',
    '/etc/ld.so.preload:2 /lib/b.so',
    '/etc/ld.so.preload:3 /etc/libsystem.so',
  ],
})
