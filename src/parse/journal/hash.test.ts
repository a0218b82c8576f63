import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { jenkinsHash, sipHash } from './hash.ts'

test('SipHash-2-4: vectors of its authors, key and text counting up from 0', () => {
  const counting = Uint8Array.from({ length: 16 }, (_, i) => i)
  assert.deepEqual(sipHash(counting.subarray(0, 0), counting), [0xdd0e0e31, 0x726fdb47])
  assert.deepEqual(sipHash(counting.subarray(0, 15), counting), [0x49be45e5, 0xa129ca61])
})

test('lookup3: values of its author', () => {
  assert.deepEqual(jenkinsHash(bytesOf('')), [0xdeadbeef, 0xdeadbeef])
  assert.deepEqual(jenkinsHash(bytesOf('Four score and seven years ago')), [0xce7226e6, 0x17770551])
})

test('property: one other byte makes another hash', () => {
  const key = new Uint8Array(16)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, by) => {
      const other = bytes.slice()
      other[at % bytes.length]! ^= by
      assert.notDeepEqual(sipHash(bytes, key), sipHash(other, key))
      assert.notDeepEqual(jenkinsHash(bytes), jenkinsHash(other))
    }),
  )
})
