import { testKind } from '../../test/kinds.ts'
import { modulesLoad } from './modules-load.ts'

testKind(modulesLoad, {
  tree: { '/etc/modules': '# one a line\n\nmsr\nip_conntrack_x opt=1', '/etc/modules-load.d/x.conf': 'diamorphine\n; no\n' },
  lists: ['/etc/modules:3 msr', '/etc/modules:4 ip_conntrack_x opt=1', '/etc/modules-load.d/x.conf:1 diamorphine'],
})
