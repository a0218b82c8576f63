import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { loginRow } from '../../test/wire-rows.ts'
import type { LoginTries } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { instantOf } from '../core/instant.ts'
import { bruteForce } from './brute-force.ts'

const time = (minute: number) => ({ at: instantOf(1_700_000_000_000 + minute * 60_000)! })
const detect = (rows: readonly LoginTries[]) =>
  [...bruteForce.detect(factsOf({ loginTries: rows }), intelWith(), new Set())].map(({ severity, signal, techniques }) => [
    severity,
    signal,
    techniques[0],
  ])
const outside = { client: { address: '203.0.113.5', port: 1 } }
const refused = (n: number, more: (i: number) => Partial<LoginTries> = () => ({})) =>
  Array.from({ length: n }, (_, i) => loginRow({ ...outside, ...time(i), refused: 3, ...more(i) }))

test('hit: guessing, getting in after it, spraying', () => {
  assert.deepEqual(detect(refused(6)), [['medium', 'intrusion', 'T1110.001']])
  assert.deepEqual(detect([...refused(6), loginRow({ ...outside, ...time(9), accepted: true })]), [['high', 'intrusion', 'T1110.001']])
  assert.deepEqual(detect(refused(6, i => ({ refused: 1, service: 'mysql', server: { address: `192.0.2.${i}`, port: 3306 } }))), [
    ['medium', 'intrusion', 'T1110.003'],
  ])
})

test('hit: one name that everybody guesses', () => {
  assert.deepEqual(detect(refused(15, () => ({ service: 'postgresql', users: ['postgres'], refused: 1 }))), [
    ['medium', 'intrusion', 'T1110.001'],
  ])
})

test('hit: one mailbox in haste; near miss: a phone with an old password, another service', () => {
  const tries = (seconds: number, service = 'mail') =>
    refused(20, i => ({ ...time((i * seconds) / 60), service, users: ['alice'], refused: 2 }))
  assert.deepEqual(detect(tries(4)), [['medium', 'intrusion', 'T1110.001']])
  assert.deepEqual(detect(tries(120)), [])
  assert.deepEqual(detect(tries(4, 'postgresql')), [])
})

test('near miss: a few errors, keys that are tried before the right one, over days, a program with an old password', () => {
  assert.deepEqual(detect(refused(3)), [])
  assert.deepEqual(detect(refused(30, () => ({ accepted: true }))), [])
  assert.deepEqual(detect(refused(30, i => time(i * 60))), [])
  assert.deepEqual(detect(refused(15, () => ({ service: 'postgresql', users: ['app'] }))), [])
  assert.deepEqual(detect(refused(3, () => ({ refused: 6 }))), [])
})

test('a client of habit is context, whatever comes after', () => {
  const before = loginRow({ ...outside, ...time(-60), accepted: true })
  assert.deepEqual(detect([before, ...refused(6), loginRow({ ...outside, ...time(9), accepted: true })]), [['low', 'context', 'T1110.001']])
})
