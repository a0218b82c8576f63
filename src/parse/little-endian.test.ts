import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { u16le, u32le } from './little-endian.ts'

test('as DataView reads them; zeros past the end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 8 }), bytes => {
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      assert.deepEqual([u16le(bytes, 1), u32le(bytes, 0)], [view.getUint16(1, true), view.getUint32(0, true)])
      assert.equal(u32le(bytes, bytes.length), 0)
    }),
  )
})
