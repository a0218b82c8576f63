import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { sysvInit } from './sysv-init.ts'

const script = {
  content: '#!/bin/sh\n### BEGIN INIT INFO\n# Provides: x\n# Default-Start:     2 3 4 5\n### END INIT INFO\n/tmp/x\n',
  mode: 0o755,
}

testKind(sysvInit, {
  tree: {
    '/etc/init.d/DbSecuritySpt': { content: '#!/bin/bash\n/usr/bin/bsd-port/getty\n', mode: 0o755 },
    '/etc/init.d/README': 'Read me',
    '/etc/init.d/functions': '# sourced, not run\n',
    '/etc/init.d/off': { ...script, mode: 0o644 },
    '/etc/init.d/on': script,
    '/etc/rc2.d/S01on': { link: '../init.d/on' },
    '/etc/runlevels/default/DbSecuritySpt': { link: '/etc/init.d/DbSecuritySpt' },
    '/etc/init.d/unlinked': script,
  },
  lists: ['DbSecuritySpt', 'off', 'on', 'unlinked'].map(name => `/etc/init.d/${name}:1 /etc/init.d/${name}`),
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.disabled === true]),
      [
        ['', false],
        ['Default-Start: 2 3 4 5', true],
        ['Default-Start: 2 3 4 5', false],
        ['Default-Start: 2 3 4 5', true],
      ],
    ),
})
