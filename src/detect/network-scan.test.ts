import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { loginRow, scanRow } from '../../test/wire-rows.ts'
import { type FactRows, factsOf } from '../core/facts.ts'
import { instantOf } from '../core/instant.ts'
import { networkScan } from './network-scan.ts'

const detect = (rows: { readonly [K in keyof FactRows]?: readonly FactRows[K][] }) =>
  [...networkScan.detect(factsOf(rows), intelWith(), new Set())].map(({ severity, signal }) => [severity, signal])
const inside = { client: { address: '10.0.0.5', port: 1 } }

test('hit: a machine of ours that knocks at the doors of worms, and one that was broken into before', () => {
  assert.deepEqual(detect({ scans: [scanRow(inside)] }), [['medium', 'intrusion']])
  const cause = loginRow({ server: { address: '10.0.0.5', port: 22 }, refused: 9, accepted: true })
  assert.deepEqual(detect({ scans: [scanRow({ ...inside, at: instantOf(1_700_000_060_000)! })], loginTries: [cause] }), [
    ['high', 'intrusion'],
  ])
})

test('near miss: the noise of the Internet, other ports, a cause that came later', () => {
  assert.deepEqual(detect({ scans: [scanRow({ client: { address: '203.0.113.5', port: 1 } })] }), [['low', 'context']])
  assert.deepEqual(detect({ scans: [scanRow({ ...inside, ports: [9100] })] }), [['low', 'context']])
  const later = loginRow({ server: { address: '10.0.0.5', port: 22 }, refused: 9, accepted: true, at: instantOf(1_700_000_060_000)! })
  assert.deepEqual(detect({ scans: [scanRow(inside)], loginTries: [later] }), [['medium', 'intrusion']])
})
