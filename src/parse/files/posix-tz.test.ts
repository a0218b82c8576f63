import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { offsetByRule, parsePosixTz } from './posix-tz.ts'

const offsets = (rule: string, ...instants: string[]): (number | undefined)[] => {
  const parsed = parsePosixTz(rule)
  return instants.map(at => parsed && offsetByRule(parsed, Date.parse(at)))
}

test('rules with summer time, without, south of the equator, with names in brackets', () => {
  assert.deepEqual(offsets('CST-8', '2026-07-01T00:00:00Z'), [28_800])
  assert.deepEqual(offsets('<+0545>-5:45', '2026-07-01T00:00:00Z'), [20_700])
  assert.deepEqual(
    offsets('CET-1CEST,M3.5.0,M10.5.0/3', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:00Z'),
    [3600, 7200, 7200, 3600],
  )
  assert.deepEqual(offsets('EST5EDT', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z'), [-18_000, -14_400])
  assert.deepEqual(offsets('AEST-10AEDT,M10.1.0,M4.1.0/3', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z'), [39_600, 36_000])
  assert.deepEqual(offsets('<-03>3<-02>,M3.5.0/-2,M10.5.0/-1', '2026-07-01T00:00:00Z'), [-7200])
  assert.deepEqual(offsets('XXX3YYY,J60/0,300/0', '2024-02-29T12:00:00Z', '2024-03-01T12:00:00Z'), [-10_800, -7200])
})

test('what is no rule', () => {
  for (const text of ['', 'C-1', 'CET', 'CET-1CEST,M13.1.0,M10.5.0', 'CET-1CEST,M3.5.0', ':Europe/Berlin'])
    assert.equal(parsePosixTz(text), undefined, text)
})

test('property: any text, no throw; offsets are whole numbers', () => {
  const piece = fc.constantFrom('CET', '<+03>', '-1', '5:30', 'CEST', ',M3.5.0', ',J60/2', ',0/-167', '/', ',')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 7 }).map(p => p.join('')),
      ),
      fc.integer({ min: -1e12, max: 4e12 }),
      (text, ms) => {
        const rule = parsePosixTz(text)
        if (rule !== undefined) assert.ok(Number.isInteger(offsetByRule(rule, ms)))
      },
    ),
  )
})
