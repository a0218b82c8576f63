import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { hiddenRow, nameRow } from '../../test/wire-rows.ts'
import { verdictOf } from '../case/verdict.ts'
import type { WireRows } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { hiddenPeers } from './hidden-peers.ts'

const detect = (rows: Partial<{ [K in keyof WireRows]: readonly WireRows[K][] }>) => [
  ...hiddenPeers.detect(factsOf(rows), noIntel, new Set()),
]

test('hit: one finding for a machine and a means, whatever the number of signs; low at most, and no incident of its own', () => {
  const found = detect({
    hiddenPeers: [hiddenRow(), hiddenRow({ sign: 'greeting' }), hiddenRow({ means: 'resolver', sign: 'address', name: '1.1.1.1' })],
    names: [nameRow({ how: 'tls', name: 'dns.quad9.net', indicator: undefined })],
  })
  assert.deepEqual(
    found.map(({ severity, evidence, joinsMining }) => [severity, evidence.length, joinsMining]),
    [
      ['low', 2, true],
      ['info', 2, true],
    ],
  )
  assert.equal(verdictOf(found), 'benign')
})

test('near miss: names that are asked for in the open', () => {
  assert.deepEqual(detect({ names: [nameRow({ how: 'dns', name: 'dns.quad9.net' }), nameRow({ how: 'tls' })] }), [])
})
