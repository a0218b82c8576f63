import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Label } from './incident.ts'
import { calibration, judge, passes, type TraceMarks, totalOf, traceTotal } from './trace-marks.ts'

type Told = Parameters<typeof judge>[3]

const label: Label = { title: { zh: '', en: '' }, way: 'redis', missing: [], address: '203.0.113.40', by: 'config set' }

function told(ranked: Readonly<Record<string, number>>, occurrence?: string, address?: string): Told {
  const candidates = Object.entries(ranked).map(([id, posterior]) => ({
    id,
    posterior,
    ...(id === 'redis' && address !== undefined
      ? { entry: { at: occurrence, spread: 1, address, by: 'CONFIG SET dir /', events: ['E-1'] } }
      : {}),
  }))
  const moments = occurrence === undefined ? {} : { occurrence: { at: occurrence, spread: 1, text: { zh: '', en: '' }, events: ['E-1'] } }
  return { candidates, moments } as unknown as Told
}

function marks(ranked: Readonly<Record<string, number>>, name = 'one'): TraceMarks {
  return judge(name, { ...label, address: '' }, new Map(), told(ranked), 1)
}

test('The place and posterior of the truth, the minutes of error, and what else is told wrongly', () => {
  const at = Date.parse('2026-11-22T01:00:00Z')
  const truth = new Map([['occurrence', at] as const, ['discovery', at] as const])
  const right = judge('r', label, truth, told({ redis: 0.8, unknown: 0.2 }, '2026-11-22T01:03:00Z', '203.0.113.40'), 2)
  assert.equal(right.place, 1)
  assert.equal(right.truth, 0.8)
  assert.deepEqual(right.minutes, { occurrence: 3, discovery: null })
  assert.deepEqual(right.wrong, [])
  const second = judge('s', label, truth, told({ unknown: 0.7, redis: 0.3 }, undefined, '192.0.2.1'), 2)
  assert.equal(second.place, 2)
  assert.deepEqual(second.wrong, ['address 192.0.2.1 instead of 203.0.113.40'])
  assert.equal(judge('n', label, truth, told({ unknown: 1 }), 2).place, Infinity)
})

test('Either of two right answers is right, and their posteriors add up', () => {
  const both = judge('b', { ...label, also: ['stolen-key'] }, new Map(), told({ 'stolen-key': 0.5, redis: 0.4, unknown: 0.1 }), 1)
  assert.equal(both.place, 1)
  assert.ok(Math.abs(both.truth - 0.9) < 1e-9)
  assert.ok(totalOf([both]).brier < 0.2)
})

test('The Brier score is 0 for a sure and right answer and 2 for a sure and wrong one', () => {
  assert.equal(totalOf([marks({ redis: 1, unknown: 0 })]).brier, 0)
  assert.equal(totalOf([marks({ unknown: 1, redis: 0 })]).brier, 2)
  assert.ok(Math.abs(totalOf([marks({ redis: 0.75, unknown: 0.25 })]).brier - 0.125) < 1e-9)
})

test('Calibration: who says 0.8 is to be right in four of five', () => {
  const said = (right: number, of: number) => Array.from({ length: of }, (_, n) => ({ sure: 0.8, right: n < right }))
  assert.ok(calibration(said(4, 5)) < 1e-9)
  assert.ok(Math.abs(calibration(said(0, 5)) - 0.8) < 1e-9)
})

test('One confident and wrong answer, a failed host or a low share fails the whole', () => {
  const good = Array.from({ length: 40 }, (_, n) => marks({ redis: 0.95, unknown: 0.05 }, `g${n}`))
  assert.ok(passes(totalOf(good)))
  assert.ok(!passes(totalOf([...good, marks({ unknown: 0.91, redis: 0.09 }, 'bad')])))
  assert.deepEqual(totalOf([...good, marks({ unknown: 0.91, redis: 0.09 }, 'bad')]).confidentWrong, ['bad'])
  assert.ok(passes(totalOf([...good, marks({ unknown: 0.6, redis: 0.4 }, 'unsure')])))
  assert.ok(!passes(totalOf([...good, { ...marks({}), failed: 'no host' }])))
  assert.match(traceTotal(good).text, /first place 100 %[\s\S]*passed/)
})
