import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { inittab } from './inittab.ts'

testKind(inittab, {
  tree: { '/etc/inittab': 'id:3:initdefault:\n# c\nl3:3:wait:/etc/rc.d/rc 3\n0:2345:respawn:/dev/shm/pty1\nx:3:off:/bin/x\n' },
  lists: ['/etc/inittab:3 /etc/rc.d/rc 3', '/etc/inittab:4 /dev/shm/pty1', '/etc/inittab:5 /bin/x'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.name, e.disabled === true]),
      [
        ['3:wait', 'l3', false],
        ['2345:respawn', '0', false],
        ['3:off', 'x', true],
      ],
    ),
})
