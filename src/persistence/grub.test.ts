import { testKind } from '../../test/kinds.ts'
import { grub } from './grub.ts'

testKind(grub, {
  tree: {
    '/etc/default/grub':
      'GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT="quiet splash"\nGRUB_CMDLINE_LINUX="quiet init=/usr/lib/.x"\n#GRUB_CMDLINE_LINUX="init=/x"\n',
    '/etc/grub.d/00_header': '#!/bin/sh\n',
    '/etc/grub.d/09_x': '#!/bin/sh\n',
  },
  lists: ['/etc/default/grub:3 init=/usr/lib/.x', '/etc/grub.d/09_x:1 /etc/grub.d/09_x'],
})
