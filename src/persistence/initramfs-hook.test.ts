import { testKind } from '../../test/kinds.ts'
import { initramfsHook } from './initramfs-hook.ts'

testKind(initramfsHook, {
  tree: {
    '/etc/initramfs-tools/hooks/x': '#!/bin/sh\n',
    '/etc/initramfs-tools/scripts/init-bottom/y': '#!/bin/sh\n',
    '/etc/initramfs-tools/modules': '# none\n',
    '/usr/lib/dracut/modules.d/99x/module-setup.sh': 'install() { inst /x; }\n',
  },
  lists: [
    '/etc/initramfs-tools/hooks/x:1 /etc/initramfs-tools/hooks/x',
    '/etc/initramfs-tools/scripts/init-bottom/y:1 /etc/initramfs-tools/scripts/init-bottom/y',
    '/usr/lib/dracut/modules.d/99x/module-setup.sh:1 /usr/lib/dracut/modules.d/99x/module-setup.sh',
  ],
})
