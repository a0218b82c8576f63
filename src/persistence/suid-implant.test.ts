import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { suidImplant } from './suid-implant.ts'

testKind(suidImplant, {
  tree: {
    '/tmp/.x/sh': { content: 'ELF', mode: 0o4755 },
    '/tmp/link': { link: '/usr/bin/sudo' },
    '/home/a/.cache/b': { content: 'ELF', mode: 0o6755 },
    '/bin/bash': { content: 'bash itself', mode: 0o755 },
    '/usr/bin/wizlmsh': { content: 'bash itself', mode: 0o4755 },
    '/usr/bin/sudo': { content: 'sudo', mode: 0o4755 },
    '/usr/local/bin/g': { content: 'x', mode: 0o2755 },
    '/opt/data': { content: 'x', mode: 0o2644 },
  },
  lists: [
    '/tmp/.x/sh:1 /tmp/.x/sh',
    '/usr/local/bin/g:1 /usr/local/bin/g',
    '/home/a/.cache/b:1 /home/a/.cache/b',
    '/usr/bin/wizlmsh:1 /usr/bin/wizlmsh',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.name]),
      [
        ['SUID', ''],
        ['SGID', ''],
        ['SUID', ''],
        ['SUID', 'copy of /bin/bash'],
      ],
    ),
})
