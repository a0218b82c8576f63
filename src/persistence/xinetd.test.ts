import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { xinetd } from './xinetd.ts'

testKind(xinetd, {
  tree: {
    '/etc/xinetd.conf': 'defaults\n{\n  instances = 60\n}\nincludedir /etc/xinetd.d\n',
    '/etc/xinetd.d/time': 'service time\n{\n  type = INTERNAL\n  disable = yes\n}\n',
    '/etc/xinetd.d/x':
      '# c\nservice x\n{\n port = 31337\n user = root\n server = /bin/sh\n server_args = -i\n}\nservice y\n{\n server = /bin/y\n disable = yes\n}\n',
  },
  lists: ['/etc/xinetd.d/x:2 /bin/sh -i', '/etc/xinetd.d/x:9 /bin/y'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.user, e.disabled === true]),
      [
        ['31337/tcp', 'root', false],
        ['y/tcp', '', true],
      ],
    ),
})
