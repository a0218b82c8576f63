import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { anacron } from './anacron.ts'

testKind(anacron, {
  tree: { '/etc/anacrontab': 'PATH=/bin\n# c\n1 5 cron.daily run-parts /etc/cron.daily\n@monthly 0 x /tmp/x\n' },
  lists: ['/etc/anacrontab:3 run-parts /etc/cron.daily', '/etc/anacrontab:4 /tmp/x'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.name, e.user]),
      [
        ['1 5', 'cron.daily', 'root'],
        ['@monthly 0', 'x', 'root'],
      ],
    ),
})
