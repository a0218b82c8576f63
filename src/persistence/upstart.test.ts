import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { upstart } from './upstart.ts'

testKind(upstart, {
  tree: {
    '/etc/init/miner.conf': 'start on runlevel [2345]\nrespawn\nexec /tmp/x\n',
    '/etc/init/off.conf': 'start on startup\nscript\n  /bin/a\n  /bin/b\nend script\n',
    '/etc/init/off.override': 'manual\n',
    '/etc/init/event.conf': 'emits x\n',
  },
  lists: ['/etc/init/miner.conf:1 /tmp/x', '/etc/init/off.conf:1 /bin/a; /bin/b'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.user, e.name, e.disabled === true]),
      [
        ['start on runlevel [2345]', 'root', 'miner', false],
        ['start on startup', 'root', 'off', true],
      ],
    ),
})
