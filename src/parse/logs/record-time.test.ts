import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RecordTime } from '../../core/log-format.ts'
import { asctimeStamp, bsdStamp, dayMonthStamp, isoStamp, lineTime, type Stamp, unixStamp } from './record-time.ts'

const said = (time: RecordTime | undefined): string | undefined =>
  time && `${new Date(time.ms).toISOString()}${time.zoned ? ' zoned' : ''}${time.yearless ? ' yearless' : ''} ${time.grain}`
const of = (stamp: Stamp | undefined): string | undefined => said(stamp?.time)

test('every spelling, with its zone and how coarse it is', () => {
  assert.equal(of(bsdStamp('Nov  1 02:03:04 web')), '1972-11-01T02:03:04.000Z yearless 1')
  assert.equal(of(bsdStamp('Nov 1 02:03:04 web')), '1972-11-01T02:03:04.000Z yearless 1')
  assert.equal(of(bsdStamp('Feb 29 23:59:60 web')), '1972-02-29T23:59:59.000Z yearless 1')
  assert.equal(of(bsdStamp('Nov 11 2026 02:03:04.123 web')), '2026-11-11T02:03:04.123Z 0.001')
  assert.equal(of(isoStamp('2026-01-02T03:04:05.678901+08:00 web')), '2026-01-01T19:04:05.678Z zoned 0.001')
  assert.equal(of(isoStamp('2026-01-02T03:04:05Z')), '2026-01-02T03:04:05.000Z zoned 1')
  assert.equal(of(isoStamp('2026-01-02 03:04:05,678 INFO')), '2026-01-02T03:04:05.678Z 0.001')
  assert.equal(of(isoStamp('2026/01/02 03:04:05 [error]')), '2026-01-02T03:04:05.000Z 1')
  assert.equal(of(isoStamp('2026-01-02 03:04:05.526 UTC [77]')), '2026-01-02T03:04:05.526Z zoned 0.001')
  assert.equal(of(isoStamp('2026-01-02 03:04:05 AEST [77]')), '2026-01-02T03:04:05.000Z 1')
  assert.equal(of(dayMonthStamp('02/Jan/2026:03:04:05 -0330]')), '2026-01-02T06:34:05.000Z zoned 1')
  assert.equal(of(dayMonthStamp('02 Jan 2026 03:04:05.678 # x')), '2026-01-02T03:04:05.678Z 0.001')
  assert.equal(of(asctimeStamp('Sun Dec 04 04:47:44.123456 2005]')), '2005-12-04T04:47:44.123Z 0.001')
  assert.equal(of(unixStamp('1700000000.123:456')), '2023-11-14T22:13:20.123Z zoned 0.001')
})

test('where the text after a time begins', () => {
  for (const [stamp, line] of [
    [bsdStamp, 'Nov  1 02:03:04 web'],
    [isoStamp, '2026-01-02T03:04:05.678901+08:00 web'],
    [isoStamp, '2026-01-02 03:04:05 AEST'],
    [asctimeStamp, 'Sun Dec 04 04:47:44.123456 2005]'],
  ] as const)
    assert.match(line.slice(stamp(line)?.end), /^(?: web| AEST|\])$/)
})

test('lines of every kind of log give their time; no time is no time', () => {
  for (const line of [
    '<34>1 2026-01-02T03:04:05Z web app - - - x',
    '192.0.2.7 - - [02/Jan/2026:03:04:05 +0000] "GET / HTTP/1.1" 200 1',
    'type=SYSCALL msg=audit(1767323045.000:7): arch',
    '1767323045.1 x',
    '[2026-01-02 03:04:05] x',
    '[Fri Jan 02 03:04:05 2026] [error] x',
  ])
    assert.match(said(lineTime(line)) ?? '', /^2026-01-02T03:04:05/, line)
  for (const line of ['', 'Nov 32 02:03:04 a', 'Nov  1 25:03:04 a', '2026-13-01 00:00:00', 'x Nov  1 02:03:04', '[preauth]', '123'])
    assert.equal(lineTime(line), undefined, line)
})

test('property: any text, no throw; what was written is read', () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), text => void lineTime(text)))
  const day = fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  fc.assert(fc.property(day, date => assert.equal(isoStamp(date.toISOString())?.time.ms, date.getTime())))
})
