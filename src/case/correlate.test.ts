import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { entity, processId } from '../core/entity.ts'
import { factsOf } from '../core/facts.ts'
import { confidenceOf, correlate, verdictOf } from './correlate.ts'

const miner = processId(7, 1000)
const none = new Set<never>()
const facts = factsOf({
  processes: [processOf({ pid: 7, exe: { path: '/tmp/x', deleted: false, memfd: false } })],
  files: [fileOf({ path: '/tmp/x' })],
})

test('two independent classes with a sign of mining are mining; one class alone is not, however often it is told', () => {
  const pool = findingOf({ class: 'pool', signal: 'mining', confidence: 0.8 })
  const odd = findingOf({ class: 'provenance', signal: 'intrusion', confidence: 0.6 })
  assert.equal(verdictOf([pool, odd]), 'mining')
  assert.equal(verdictOf([pool, { ...pool, id: 'F-2' }, { ...pool, id: 'F-3' }]), 'suspicious')
})

test('one certain sign of mining is enough; certain signs of an intrusion are no mining', () => {
  assert.equal(verdictOf([findingOf({ class: 'miner', signal: 'mining', confidence: 0.97 })]), 'mining')
  const hidden = findingOf({ class: 'concealment', signal: 'intrusion', confidence: 0.99 })
  const key = findingOf({ class: 'access', signal: 'intrusion', confidence: 0.9 })
  assert.equal(verdictOf([hidden, key]), 'suspicious')
})

test('context never adds up to anything', () => {
  const hints = ['pool', 'miner', 'demand', 'tuning'] as const
  assert.equal(verdictOf(hints.map(c => findingOf({ class: c, signal: 'context', confidence: 0.9 }))), 'benign')
})

test('noisy-or takes the strongest of each class', () => {
  const of = (c: 'pool' | 'miner', confidence: number) => findingOf({ class: c, signal: 'mining', confidence })
  assert.equal(confidenceOf([of('pool', 0.5), of('pool', 0.4)]), 0.5)
  assert.equal(confidenceOf([of('pool', 0.5), of('miner', 0.5)]), 0.75)
})

test('a process and its program file are one incident, and a door elsewhere is told in its story', () => {
  const findings = [
    findingOf({ about: [miner], class: 'pool', signal: 'mining', confidence: 0.9 }),
    findingOf({ about: [entity('file', '/tmp/x')], class: 'provenance', signal: 'intrusion', confidence: 0.6 }),
    findingOf({ about: [entity('key', 'mdr')], class: 'access', signal: 'intrusion', confidence: 0.9 }),
  ]
  const incidents = correlate('h', facts, findings, none)
  assert.equal(incidents.length, 1)
  assert.equal(incidents[0]?.verdict, 'mining')
  assert.deepEqual(incidents[0]?.members.toSorted(), ['file:/tmp/x', 'key:mdr', miner].toSorted())
  assert.ok(incidents[0]?.edges.some(e => e.how === 'runs' && e.from === miner && e.to === 'file:/tmp/x'))
})

test('a busy innocent with a reason why not opens no incident', () => {
  const busy = findingOf({ about: [miner], class: 'demand', signal: 'mining', confidence: 0.9, whyNot: { zh: '编译器', en: 'a compiler' } })
  assert.equal(correlate('h', facts, [busy], none).length, 0)
})

test("an owner's declared miner is authorised", () => {
  const findings = [findingOf({ about: [miner], class: 'pool', signal: 'mining', confidence: 0.97 })]
  assert.equal(correlate('h', facts, findings, new Set([miner]))[0]?.verdict, 'authorised')
  const more = [...findings, findingOf({ about: [entity('key', 'k')], class: 'access', signal: 'intrusion', confidence: 0.9 })]
  assert.equal(correlate('h', facts, more, new Set([miner]))[0]?.verdict, 'mining')
})
