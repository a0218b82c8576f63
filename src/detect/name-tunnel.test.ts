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

test('hit: a tunnel that waits: names asked as three types in turn, or bytes without a meaning; near miss: mail that asks for two', () => {
  const idle = { queries: 14, sent: 14 * 18, received: 14 * 60 }
  assert.equal(detect([nameTunnelRow({ ...idle, types: [16, 5, 15] })]).length, 1)
  assert.equal(detect([nameTunnelRow({ ...idle, sent: 14 * 6, types: [10] })]).length, 1)
  assert.deepEqual(detect([nameTunnelRow({ ...idle, types: [15, 16] })]), [])
  assert.deepEqual(detect([nameTunnelRow({ ...idle, queries: 8, types: [10] })]), [])
  const resolver = [16, 16, 16, 16, 16, 16, 15, 15, 15, 5].map(type =>
    nameTunnelRow({ queries: 2, sent: 60, received: 200, types: [type] }),
  )
  assert.deepEqual(detect(resolver), [])
  assert.deepEqual(detect([...resolver, nameTunnelRow({ ...idle, types: [1] })]), [])
})

test('near miss: reputation services with short answers, few questions', () => {
  assert.deepEqual(detect([nameTunnelRow({ queries: 200, sent: 9000, received: 200 * 90, types: [1] })]), [])
  assert.deepEqual(detect([nameTunnelRow({ queries: 20, types: [16] })]), [])
})
