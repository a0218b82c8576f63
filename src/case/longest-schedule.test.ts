import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firesAt, longestGap } from './longest-schedule.ts'

const hour = 3600
const day = 86_400

test('cron fields: the longest silence, over midnight and month ends as well', () => {
  for (const [when, seconds] of [
    ['* * * * *', 60],
    ['*/5 * * * *', 300],
    ['*/7 * * * *', 420],
    ['0,1 * * * *', 59 * 60],
    ['15 * * * *', hour],
    ['0 */6 * * *', 6 * hour],
    ['0 8-17 * * *', 15 * hour],
    ['30 3 * * *', day],
    ['0 4 * * mon-fri', 3 * day],
    ['0 4 * * 7', 7 * day],
    ['0 4 1 * *', 31 * day],
    ['0 4 1 * 0', 7 * day],
    ['0,30 0 29 feb *', undefined],
  ] as const)
    assert.equal(longestGap(when), seconds, when)
})

test('nicknames and systemd timers', () => {
  for (const [when, seconds] of [
    ['@hourly', hour],
    ['@daily', day],
    ['@reboot', undefined],
    ['OnBootSec=1min; OnUnitActiveSec=5min', 300],
    ['OnUnitActiveSec=1h 30m', 5400],
    ['OnUnitInactiveSec=90', 90],
    ['OnCalendar=hourly', hour],
    ['OnCalendar=*:0/5', 300],
    ['OnCalendar=*-*-* *:*:00', 60],
    ['OnCalendar=*-*-* 04:00:00', day],
    ['OnCalendar=Mon..Fri 03:00', 3 * day],
    ['OnCalendar=Mon 03:00', 7 * day],
    ['OnBootSec=1min', undefined],
    ['restart=always', undefined],
    ['logout', undefined],
    ['', undefined],
  ] as const)
    assert.equal(longestGap(when), seconds, when)
})

test('any text gives a positive time or none, and soon', () => {
  const field = fc.stringMatching(/^[\d*,/a-z-]{1,8}$/)
  const texts = fc.oneof(
    fc.string(),
    fc.tuple(field, field, field, field, field).map(f => f.join(' ')),
    field.map(f => `OnCalendar=*:${f}`),
  )
  fc.assert(
    fc.property(texts, text => {
      const gap = longestGap(text)
      assert.ok(gap === undefined || gap >= 0)
    }),
    { numRuns: 300 },
  )
})

test('whether a schedule struck in the minute of a start', () => {
  // A Wednesday.
  const at = new Date(2026, 5, 3, 14, 35, 1).getTime()
  for (const [when, strikes] of [
    ['* * * * *', true],
    ['*/5 * * * *', true],
    ['*/10 * * * *', false],
    ['35 14 * * *', true],
    ['35 14 3 * *', true],
    ['35 14 * * mon', false],
    ['35 14 4 * wed', true],
    ['OnCalendar=*:0/5', true],
    ['OnCalendar=Mon..Fri 14:35', true],
    ['@hourly', false],
    ['@reboot', undefined],
    ['OnUnitActiveSec=60', undefined],
    ['', undefined],
  ] as const)
    assert.equal(firesAt(when, at), strikes, when)
})
