import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdGenerator } from './systemd-generator.ts'

const program = { content: '#!/bin/sh\nexec /tmp/x\n', mode: 0o755 }

testKind(systemdGenerator, {
  tree: {
    '/etc/systemd/system-generators/a': program,
    '/usr/lib/systemd/system-generators/b': { ...program, mode: 0o644 },
    '/lib': { link: 'usr/lib' },
    '/etc/systemd/user-environment-generators/c': program,
  },
  lists: [
    '/etc/systemd/system-generators/a:1 /etc/systemd/system-generators/a',
    '/usr/lib/systemd/system-generators/b:1 /usr/lib/systemd/system-generators/b',
    '/etc/systemd/user-environment-generators/c:1 /etc/systemd/user-environment-generators/c',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.trigger, e.user, e.disabled === true]),
      [
        ['boot', 'root', false],
        ['boot', 'root', true],
        ['login', '', false],
      ],
    ),
})
