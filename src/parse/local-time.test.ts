import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePosixTz } from './files/posix-tz.ts'
import { zoneNamed, zoneOfRule } from './local-time.ts'

const berlin = [zoneOfRule('rule', parsePosixTz('CET-1CEST,M3.5.0,M10.5.0/3')!), zoneNamed('Europe/Berlin')!]
const wall = (text: string): number => Date.parse(`${text}Z`)

test('ordinary times, the hour that occurs twice, the hour that is left out', () => {
  for (const zone of berlin) {
    const at = (text: string) => {
      const { ms, spread } = zone.instant(wall(text))
      return [new Date(ms).toISOString().slice(0, 19), spread]
    }
    assert.deepEqual(at('2026-07-01T12:00:00'), ['2026-07-01T10:00:00', 0])
    assert.deepEqual(at('2026-10-25T01:59:59'), ['2026-10-24T23:59:59', 0])
    assert.deepEqual(at('2026-10-25T02:30:00'), ['2026-10-25T00:30:00', 3600])
    assert.deepEqual(at('2026-10-25T03:00:00'), ['2026-10-25T02:00:00', 0])
    assert.deepEqual(at('2026-03-29T02:30:00'), ['2026-03-29T01:30:00', 3600])
    assert.deepEqual(at('2026-03-29T03:00:00'), ['2026-03-29T01:00:00', 0])
  }
})

test('names', () => {
  assert.equal(zoneNamed('Asia/Shanghai')?.instant(wall('2026-01-01T08:00:00')).ms, Date.parse('2026-01-01T00:00:00Z'))
  assert.equal(zoneNamed('+08:00')?.instant(wall('2026-01-01T08:00:00')).ms, Date.parse('2026-01-01T00:00:00Z'))
  assert.equal(zoneNamed('No/Where'), undefined)
})

test('property: the wall clock of an instant leads back to it, as far as the spread says', () => {
  const [rule] = berlin as [(typeof berlin)[0]]
  const parsed = parsePosixTz('CET-1CEST,M3.5.0,M10.5.0/3')!
  fc.assert(
    fc.property(fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }), seconds => {
      const shown = new Date(seconds * 1000).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T')
      const { ms, spread } = rule.instant(wall(shown))
      assert.ok(Math.abs(ms - seconds * 1000) <= spread * 1000)
      assert.ok(parsed.standard === 3600)
    }),
  )
})
