import { testKind } from '../../test/kinds.ts'
import { modprobeInstall } from './modprobe-install.ts'

testKind(modprobeInstall, {
  tree: {
    '/etc/modprobe.d/x.conf':
      'install usb-storage /bin/true\ninstall usbcore /usr/lib/.x; \\\n modprobe -i usbcore\n#remove x /no\noptions y z=1\n',
  },
  lists: ['/etc/modprobe.d/x.conf:2 /usr/lib/.x;   modprobe -i usbcore'],
})
