import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { monit } from './monit.ts'

testKind(monit, {
  tree: {
    '/etc/monit/monitrc': 'set daemon 120\ninclude /etc/monit/conf.d/*\n',
    '/etc/monit/conf.d/x': 'check process x with pidfile /run/x.pid\n  start program = "/tmp/x"\n  stop program = "/bin/kill x"\n',
    '/etc/monit/conf-available/y': 'check program y with path "/bin/y"\n',
  },
  lists: ['/etc/monit/conf.d/x:2 /tmp/x'],
  also: ([entry]) => assert.deepEqual([entry?.name, entry?.when, entry?.user, entry?.trigger], ['x', 'start program', 'root', 'event']),
})
