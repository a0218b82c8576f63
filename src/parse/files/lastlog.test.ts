import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseLastlog } from './lastlog.ts'

function record(size: 292 | 296, seconds: number, tty: string, host: string): Uint8Array {
  const out = new Uint8Array(size)
  const view = new DataView(out.buffer)
  if (size === 292) view.setUint32(0, seconds, true)
  else view.setBigInt64(0, BigInt(seconds), true)
  out.set(bytesOf(tty), size - 288)
  out.set(bytesOf(host), size - 256)
  return out
}

test('property: a record of either size comes back, and means nothing under the other', () => {
  const seconds = fc.integer({ min: 400_000_000, max: 4_000_000_000 })
  fc.assert(
    fc.property(
      fc.constantFrom(292 as const, 296 as const),
      seconds,
      fc.stringMatching(/^[a-z0-9/]{0,31}$/),
      fc.ipV4(),
      (size, at, tty, host) => {
        assert.deepEqual(parseLastlog(record(size, at, tty, host)), { at: at * 1000, tty, host })
      },
    ),
  )
})

test('never logged in', () => assert.equal(parseLastlog(new Uint8Array(292)), undefined))

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseLastlog(bytes)))
  fc.assert(fc.property(fc.uint8Array({ minLength: 292, maxLength: 292 }), bytes => void parseLastlog(bytes)))
})
