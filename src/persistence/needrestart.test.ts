import { testKind } from '../../test/kinds.ts'
import { needrestart } from './needrestart.ts'

testKind(needrestart, {
  tree: {
    '/etc/needrestart/conf.d/x.conf': "system('/tmp/x');\n",
    '/etc/needrestart/conf.d/README.needrestart': 'x\n',
    '/etc/needrestart/needrestart.conf': '1;',
  },
  lists: ['/etc/needrestart/conf.d/x.conf:1 /etc/needrestart/conf.d/x.conf'],
})
