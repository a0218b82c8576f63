import { testKind } from '../../test/kinds.ts'
import { dhclient } from './dhclient.ts'

testKind(dhclient, {
  tree: {
    '/etc/dhcp/dhclient-exit-hooks.d/x': '/tmp/x &\n',
    '/etc/dhcpcd.exit-hook': '/tmp/y\n',
    '/etc/dhcp/dhclient.conf': '#script "/no";\nscript "/etc/dhcp/.s";\nrequest subnet-mask;\n',
  },
  lists: [
    '/etc/dhcp/dhclient-exit-hooks.d/x:1 /etc/dhcp/dhclient-exit-hooks.d/x',
    '/etc/dhcpcd.exit-hook:1 /etc/dhcpcd.exit-hook',
    '/etc/dhcp/dhclient.conf:2 /etc/dhcp/.s',
  ],
})
