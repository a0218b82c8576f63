import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { motd } from './motd.ts'

testKind(motd, {
  tree: {
    '/etc/update-motd.d/00-header': { content: '#!/bin/sh\nnohup /tmp/x &\n', mode: 0o755 },
    '/etc/update-motd.d/99-off': { content: '#!/bin/sh\n', mode: 0o644 },
  },
  lists: ['/etc/update-motd.d/00-header:1 /etc/update-motd.d/00-header', '/etc/update-motd.d/99-off:1 /etc/update-motd.d/99-off'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.user, e.disabled ?? false]),
      [
        ['root', false],
        ['root', true],
      ],
    ),
})
