import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { someWireRow } from '../../test/wire-rows.ts'
import { factsOf } from '../core/facts.ts'
import { coinNodeTalk } from './coin-node-talk.ts'

const row = { ...someWireRow, coin: 'BTC', agent: '/Satoshi:27.0.0/' }
const detect = (rows: readonly (typeof row)[]) => [...coinNodeTalk.detect(factsOf({ coinNodes: rows }), intelWith(), new Set())]

test('hit: a node is told once for its machine, as context', () => {
  const found = detect([row, { ...row, server: { address: '203.0.113.9', port: 8333 } }])
  assert.deepEqual(
    found.map(f => [f.severity, f.signal]),
    [['info', 'context']],
  )
})

test('near miss: no node, nothing said', () => assert.deepEqual(detect([]), []))
