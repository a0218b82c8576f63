import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { ifUp } from './if-up.ts'

testKind(ifUp, {
  tree: {
    '/etc/network/if-up.d/upstart': { content: '#!/bin/sh\n', mode: 0o755 },
    '/etc/network/interfaces': 'auto eth0\niface eth0 inet dhcp\n  # up /no\n  post-up /usr/bin/x \\\n    -d\n  pre-down y\n  upper z\n',
  },
  lists: [
    '/etc/network/if-up.d/upstart:1 /etc/network/if-up.d/upstart',
    '/etc/network/interfaces:4 /usr/bin/x      -d',
    '/etc/network/interfaces:6 y',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.when),
      ['', 'post-up', 'pre-down'],
    ),
})
