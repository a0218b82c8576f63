import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RecordTime } from '../../core/log-format.ts'
import { bsdStamp } from '../../parse/logs/record-time.ts'
import { dated, firstYear, Laps } from './years.ts'

const time = (text: string): RecordTime => bsdStamp(text)!.time
const day = 86_400_000

function datesOf(lines: readonly string[], mtime: string): string[] {
  const laps = new Laps()
  const walls = lines.map(line => laps.next(time(line)))
  const { year } = firstYear(Math.max(...walls), Date.parse(mtime))
  return walls.map(wall => new Date(dated(wall, year)).toISOString().slice(0, 10))
}

test('over new year, twice; a leap day; a line from before midnight that comes after', () => {
  assert.deepEqual(
    datesOf(['Nov 30 00:00:00', 'Jan  2 00:00:00', 'Jun  1 00:00:00', 'Dec 31 00:00:00', 'Jan  1 00:00:00'], '2026-01-01T01:00:00Z'),
    ['2024-11-30', '2025-01-02', '2025-06-01', '2025-12-31', '2026-01-01'],
  )
  assert.deepEqual(datesOf(['Feb 28 23:59:59', 'Feb 29 00:00:01', 'Mar  1 00:00:00'], '2024-03-01T00:00:00Z'), [
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ])
  assert.deepEqual(datesOf(['Dec 31 23:59:59', 'Jan  1 00:00:01', 'Dec 31 23:59:58', 'Jan  1 00:00:02'], '2026-01-01T00:00:02Z'), [
    '2025-12-31',
    '2026-01-01',
    '2025-12-31',
    '2026-01-01',
  ])
})

test('a clock that goes back by hours or days is no new year', () => {
  assert.deepEqual(datesOf(['May 20 00:00:00', 'May 10 00:00:00'], '2026-05-20T00:00:00Z'), ['2026-05-20', '2026-05-10'])
})

test('a file that was copied later keeps its year, and is not sure of it', () => {
  assert.deepEqual(firstYear(time('Dec 20 00:00:00').ms, Date.parse('2026-06-01T00:00:00Z')), { year: 2025, sure: false })
  assert.deepEqual(firstYear(time('May 31 23:00:00').ms, Date.parse('2026-06-01T00:00:00Z')), { year: 2026, sure: true })
})

test('property: lines in order, never half a year apart, get back the dates they were written on', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 150 * day }), { maxLength: 30 })
  const start = fc.date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(start, steps, (from, deltas) => {
      let at = Math.floor(from.getTime() / 1000) * 1000
      const dates = [
        at,
        ...deltas.map(delta => {
          at += Math.floor(delta / 1000) * 1000
          return at
        }),
      ]
      const text = (ms: number): string => new Date(ms).toUTCString().replace(/^\w+, (\d\d) (\w+) \d+ ([\d:]+) GMT$/, '$2 $1 $3')
      assert.deepEqual(
        datesOf(dates.map(text), new Date(at).toISOString()),
        dates.map(ms => new Date(ms).toISOString().slice(0, 10)),
      )
    }),
  )
})
