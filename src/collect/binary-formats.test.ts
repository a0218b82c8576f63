import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { binaryFormats } from './binary-formats.ts'

test('enabled entries are rows, disabled ones are not, nonsense is a gap', () => {
  const entry = 'enabled\ninterpreter /usr/bin/x\nflags: \nextension .x\n'
  const folder = '/proc/sys/fs/binfmt_misc'
  const host = memoryHost({
    [`${folder}/register`]: '',
    [`${folder}/status`]: 'enabled\n',
    [`${folder}/x`]: entry,
    [`${folder}/y`]: entry.replace('enabled', 'disabled'),
    [`${folder}/z`]: '?',
  })
  const rows = [...binaryFormats.collect(host, factsOf(), new Set())]
  assert.deepEqual(
    rows.filter(r => !isGap(r)),
    [['binaryFormats', { name: 'x', interpreter: '/usr/bin/x', text: entry }]],
  )
  assert.deepEqual(
    rows.filter(isGap).map(g => g.source),
    [`${folder}/z`],
  )
})
