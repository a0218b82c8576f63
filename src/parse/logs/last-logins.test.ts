import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { lastlogLog } from './last-logins.ts'

const seconds = Date.parse('2026-03-01T10:00:00Z') / 1000

function file(length: 292 | 296, logins: Readonly<Record<number, readonly [tty: string, host: string]>>, uids = 1001): Uint8Array {
  const out = new Uint8Array(length * uids)
  const view = new DataView(out.buffer)
  for (const [uid, [tty, host]] of Object.entries(logins)) {
    const start = Number(uid) * length
    view.setUint32(start, seconds, true)
    out.set(bytesOf(tty), start + length - 288)
    out.set(bytesOf(host), start + length - 256)
  }
  return out
}
const read = (bytes: Uint8Array, size = bytes.length) => [
  ...lastlogLog.read((from, length) => bytes.subarray(from, from + length), size, { path: '/var/log/lastlog', user: '' }),
]

test('both sizes of record', () => {
  for (const length of [292, 296] as const) {
    const told = read(file(length, { 0: ['pts/0', '203.0.113.9'], 1000: ['tty1', ''] }))
    assert.deepEqual(
      told.map(one => 'verb' in one && [one.verb, one.user, one.address, one.method, one.time?.ms, one.locus]),
      [
        ['login', 'root', '203.0.113.9', 'pts/0', seconds * 1000, '#uid=0'],
        ['login', '#1000', undefined, 'tty1', seconds * 1000, '#uid=1000'],
      ],
    )
  }
})

test('a file that seems to be a terabyte long is not read to its end, and that is said', () => {
  const told = read(file(292, { 0: ['pts/0', ''] }), 292 * 4_000_000_000)
  assert.deepEqual(
    told.map(one => ('flaw' in one ? one.flaw : one.verb)),
    ['login', 'unsupported'],
  )
})

test('property: any bytes, no throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 900 }), bytes => {
      assert.ok(read(bytes).length <= 4)
      lastlogLog.extent((from, length) => bytes.subarray(from, from + length), bytes.length)
    }),
  )
})
