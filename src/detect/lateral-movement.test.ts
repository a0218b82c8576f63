import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { downloadRow, exploitRow, loginRow, remoteRow } from '../../test/wire-rows.ts'
import type { WireRows } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { instantOf } from '../core/instant.ts'
import { lateralMovement } from './lateral-movement.ts'

const detect = (rows: Partial<{ [K in keyof WireRows]: readonly WireRows[K][] }>) => [
  ...lateralMovement.detect(factsOf(rows), noIntel, new Set()),
]
const me = { address: '10.0.0.5', port: 22 }
const later = instantOf(1_700_000_900_000)!

test('hit: a machine that was broken into goes round; medium, with what happened before', () => {
  const before = [
    { exploits: [exploitRow({ server: me, succeeded: true })] },
    { loginTries: [loginRow({ server: me, accepted: true, refused: 20 })] },
    { downloads: [downloadRow({ receiver: me.address, miner: ['xmrig'] })] },
    { remoteServices: [remoteRow({ client: { address: '10.0.0.4', port: 1 }, hosts: [me.address] }), remoteRow({ at: later })] },
  ]
  for (const rows of before) {
    const found = detect({ remoteServices: [remoteRow({ at: later })], ...rows })
    assert.deepEqual(
      found.map(({ severity, signal, evidence }) => [severity, signal, evidence.length]),
      [['medium', 'intrusion', 2]],
    )
  }
})

test('many machines alone are low: administrators do that', () => {
  assert.deepEqual(
    detect({ remoteServices: [remoteRow()], exploits: [exploitRow({ server: me, succeeded: false })] }).map(({ severity, signal }) => [
      severity,
      signal,
    ]),
    [['low', 'context']],
  )
})

test('near miss: visited every day, few, from outside, to the outside', () => {
  const outside = Array.from({ length: 12 }, (_, i) => `198.51.100.${i}`)
  for (const row of [
    { habitual: 8 },
    { hosts: ['10.0.0.1'], reached: 1 },
    { client: { address: '203.0.113.5', port: 1 } },
    { hosts: outside },
  ])
    assert.deepEqual(detect({ remoteServices: [remoteRow(row)] }), [])
})
