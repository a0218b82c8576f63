import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, concat } from '../../core/bytes.ts'
import { zoneNamed, zoneOfTable } from '../local-time.ts'
import { offsetAt, parseTzif } from './tzif.ts'

/** A version-2 file: changes at some seconds to some offsets, and a rule for what comes after. */
function tzif(changes: readonly (readonly [at: number, offset: number])[], rule: string): Uint8Array {
  const block = (width: 4 | 8, some: typeof changes): Uint8Array => {
    const out = Buffer.alloc(44 + some.length * (width + 1) + (some.length + 1) * 6 + 1)
    out.write('TZif2')
    const counts = [0, 0, 0, some.length, some.length + 1, 1]
    counts.forEach((count, i) => {
      out.writeUInt32BE(count, 20 + 4 * i)
    })
    some.forEach(([at, offset], i) => {
      if (width === 4) out.writeInt32BE(at, 44 + 4 * i)
      else out.writeBigInt64BE(BigInt(at), 44 + 8 * i)
      out[44 + some.length * width + i] = i + 1
      out.writeInt32BE(offset, 44 + some.length * (width + 1) + 6 * (i + 1))
    })
    return out
  }
  return concat([block(4, []), block(8, changes), bytesOf(`\n${rule}\n`)])
}

test('changes, what was before the first one, and the rule after the last', () => {
  const zone = parseTzif(
    tzif(
      [
        [0, 3600],
        [1000, 7200],
      ],
      'CET-1CEST,M3.5.0,M10.5.0/3',
    ),
  )
  assert.ok(zone !== undefined)
  assert.deepEqual(
    [-1, 0, 999_999, 1_000_000].map(ms => offsetAt(zone, ms)),
    [0, 3600, 3600, 3600],
  )
  assert.equal(offsetAt(zone, Date.parse('2040-07-01T00:00:00Z')), 7200)
  assert.equal(offsetAt(zone, Date.parse('2040-12-01T00:00:00Z')), 3600)
})

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
]

test('the zones of this machine agree with those that are built in, on both sides of every change', t => {
  const files = zones.map(name => [name, `/usr/share/zoneinfo/${name}`] as const).filter(([, path]) => existsSync(path))
  if (files.length === 0) return t.skip('no zoneinfo here')
  for (const [name, path] of files) {
    const zone = parseTzif(new Uint8Array(readFileSync(path)))
    const other = zoneNamed(name)
    assert.ok(zone !== undefined && other !== undefined, name)
    const own = zoneOfTable(name, zone)
    const hours = [-26, -2, -1, -0.5, 0, 0.5, 1, 2, 26]
    // Of Morocco's future each edition of the tables thinks otherwise.
    const later = name === 'Africa/Casablanca' ? [] : [Date.parse('2035-03-25T01:00:00Z'), Date.parse('2035-10-28T01:00:00Z')]
    const changes = zone.times.filter(time => time > 0 && time < 1_790_000_000).slice(-30)
    for (const around of [...changes.map(time => time * 1000), ...later])
      for (const hour of hours)
        assert.deepEqual(own.instant(around + hour * 3_600_000), other.instant(around + hour * 3_600_000), `${name} ${around} ${hour}`)
  }
})

test('property: any bytes, and any change to a real shape: no throw, and an offset below a day or none', () => {
  const good = tzif(
    [
      [0, 3600],
      [1000, 7200],
      [2000, 3600],
    ],
    'EST5EDT',
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseTzif(bytes)))
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), fc.integer(), (at, value, seconds) => {
      const zone = parseTzif(good.slice().fill(value, at, at + 1))
      if (zone !== undefined) assert.ok(Number.isInteger(offsetAt(zone, seconds * 1000)))
    }),
  )
})
