import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, concat, sameBytes } from '../core/bytes.ts'
import { crc64 } from './crc64.ts'

test('the check value of the algorithm', () => {
  assert.equal(
    Buffer.from(crc64(bytesOf('123456789')))
      .reverse()
      .toString('hex'),
    'e9c6d914c4b8d9ca',
  )
})

test('over any bytes and their own checksum it is zero; one changed byte shows', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, flip) => {
      assert.ok(crc64(concat([bytes, crc64(bytes)])).every(byte => byte === 0))
      const changed = bytes.slice()
      changed[place % bytes.length]! ^= flip
      assert.ok(!sameBytes(crc64(changed), crc64(bytes)))
    }),
  )
})
