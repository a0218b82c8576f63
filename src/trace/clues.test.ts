import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf, keptSource } from '../../test/events.ts'
import type { Moment } from '../core/trace.ts'
import { best, cluesOf } from './clues.ts'

const anchor: Moment = { at: at('2026-05-01 03:20:00'), spread: 1, text: { zh: '', en: '' }, events: ['x'] }
const now = at('2026-05-02 00:00:00')
const of = (...sources: Parameters<typeof cluesOf>[2]) => cluesOf('web1', [], sources, clueless(), anchor, now)

test('a log that begins after the malware came is no witness', () => {
  assert.equal(of(keptSource('auth', '2026-05-01 12:00:00')).witness('auth'), 'rotated')
  assert.equal(of(keptSource('auth', '2026-04-01 12:00:00')).witness('auth'), 'kept')
  assert.equal(of(keptSource('auth', '2026-05-01 03:00:00')).witness('auth'), 'partly')
  assert.equal(of().witness('auth'), 'absent')
  assert.equal(of({ ...keptSource('auth'), state: 'wiped' }).witness('auth'), 'wiped')
})

test('a hole right there, and a log that fell silent long before', () => {
  const hole = { from: at('2026-05-01 02:00:00'), to: at('2026-05-01 04:00:00'), why: { zh: '', en: '' } }
  assert.equal(of({ ...keptSource('auth'), holes: [hole] }).witness('auth'), 'partly')
  assert.equal(of(keptSource('auth', '2025-01-01 00:00:00', '2025-06-01 00:00:00')).witness('auth'), 'absent')
  assert.equal(best(['absent', 'wiped', 'rotated']), 'wiped')
})

test('a young host misses nothing before its first start', () => {
  const boot = eventOf('2026-05-01 03:00:00', 'boot', { source: 'journal' })
  const clues = cluesOf('web1', [boot], [keptSource('auth', '2026-05-01 03:00:05')], clueless(), anchor, now)
  assert.equal(clues.witness('auth'), 'kept')
})

test('what happens every day is not rare', () => {
  const scans = Array.from({ length: 10 }, (_, i) =>
    eventOf(`2026-04-${10 + i} 05:00:00`, 'exploit', { source: 'web-access', attack: 'log4shell', status: 404, locator: `/x:${i}` }),
  )
  const clues = cluesOf('web1', scans, [], clueless(), anchor, now)
  const again = (status: number, attack = 'log4shell') =>
    eventOf('2026-05-01 03:19:00', 'exploit', { source: 'web-access', attack, status })
  assert.ok(clues.rarity(again(404)) < 0.1)
  assert.equal(clues.rarity(again(200)), 1)
  assert.equal(clues.rarity(again(404, 'struts-ognl')), 1)
})
