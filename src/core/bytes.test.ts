import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, sameBytes, textOf, writeBytes } from './bytes.ts'

test('any bytes survive being text', () => {
  const mixed = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.string({ unit: 'binary' }).map(s => new TextEncoder().encode(s)),
    fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 6 }))
      .map(([s, b]) => Buffer.concat([Buffer.from(s), b, Buffer.from(s)])),
  )
  fc.assert(
    fc.property(mixed, bytes => assert.ok(sameBytes(bytesOf(textOf(bytes)), bytes))),
    { numRuns: 1000 },
  )
})

test('UTF-8 reads as itself; bytes that are none, and encoded surrogates, become lone low surrogates', () => {
  assert.equal(textOf(Buffer.from('矿灯 ok')), '矿灯 ok')
  assert.equal(textOf(Uint8Array.of(0x61, 0xff, 0x62)), 'a\udcffb')
  assert.equal(textOf(Uint8Array.of(0xed, 0xb3, 0xbf)), '\udced\udcb3\udcbf')
})

test('written bytes are those of bytesOf, or nothing is said to be written when they do not fit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), fc.nat(24), (bytes, room) => {
      const into = new Uint8Array(room)
      const length = writeBytes(textOf(bytes), into)
      if (bytes.length > room) assert.equal(length, undefined)
      else assert.ok(length === bytes.length && sameBytes(into.subarray(0, length), bytes))
    }),
  )
})
