import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { nameTunnelRow } from '../../test/wire-rows.ts'
import type { NameTunnel } from '../core/facts/wire-encrypted.ts'
import { factsOf } from '../core/facts.ts'
import { nameTunnel } from './name-tunnel.ts'

const detect = (rows: readonly NameTunnel[]) => [...nameTunnel.detect(factsOf({ nameTunnels: [...rows] }), intelWith(), new Set())]

test('hit: much data in one conversation, and a little in each of many', () => {
  assert.equal(detect([nameTunnelRow()])[0]?.severity, 'high')
  const single = nameTunnelRow({ queries: 1, sent: 100, received: 250, types: [16] })
  assert.equal(detect(Array.from({ length: 60 }, () => single)).length, 1)
})

test('near miss: reputation services with short answers, few questions', () => {
  assert.deepEqual(detect([nameTunnelRow({ queries: 200, sent: 9000, received: 200 * 90, types: [1] })]), [])
  assert.deepEqual(detect([nameTunnelRow({ queries: 20 })]), [])
})
