import { testKind } from '../../test/kinds.ts'
import { udev } from './udev.ts'

testKind(udev, {
  tree: {
    '/etc/udev/rules.d/10-x.rules':
      '# RUN+="/no"\nSUBSYSTEM=="net", KERNEL!="lo", \\\n  RUN+="/usr/lib/.x %k"\nSUBSYSTEM=="usb", MODE="0660"\nACTION=="add", PROGRAM="/bin/y"\n',
    '/etc/udev/rules.d/x.txt': 'RUN+="/no"\n',
  },
  lists: ['/etc/udev/rules.d/10-x.rules:2 /usr/lib/.x %k', '/etc/udev/rules.d/10-x.rules:5 /bin/y'],
})
