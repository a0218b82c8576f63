import { testKind } from '../../test/kinds.ts'
import { yumDnf } from './yum-dnf.ts'

testKind(yumDnf, {
  tree: {
    '/usr/lib/python3.9/site-packages/dnf-plugins/x.py': 'import os\n',
    '/etc/dnf/plugins/post-transaction-actions.d/x.action': '# a:b:c\n*:any:/usr/lib/.x http://y\n',
    '/etc/dnf/libdnf5-plugins/actions.d/y.actions': 'post_transaction::in::/tmp/y\npre:x\n',
  },
  lists: [
    '/usr/lib/python3.9/site-packages/dnf-plugins/x.py:1 /usr/lib/python3.9/site-packages/dnf-plugins/x.py',
    '/etc/dnf/plugins/post-transaction-actions.d/x.action:2 /usr/lib/.x http://y',
    '/etc/dnf/libdnf5-plugins/actions.d/y.actions:1 /tmp/y',
  ],
})
