import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { beaconRow } from '../../test/wire-rows.ts'
import type { Beacon } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { beacon } from './beacon.ts'

const detect = (row: Partial<Beacon>) =>
  [...beacon.detect(factsOf({ beacons: [beaconRow(row)] }), intelWith(), new Set())].map(({ severity, signal }) => [severity, signal])

test('hit: a listed server is more than a hint', () => {
  assert.deepEqual(detect({ server: { address: '198.51.100.2', port: 443 } }), [['medium', 'intrusion']])
})

test('near miss: another server is a hint only, one of one’s own is none', () => {
  assert.deepEqual(detect({ server: { address: '203.0.113.77', port: 443 } }), [['low', 'context']])
  assert.deepEqual(detect({ server: { address: '10.0.0.9', port: 443 } }), [])
})
