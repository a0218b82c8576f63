import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sameBytes, textOf } from '../core/bytes.ts'
import { lzfExpand, lzfOrigins } from './lzf.ts'

test('literals and references, overlapping ones too', () => {
  const input = Uint8Array.of(2, 97, 98, 99, 0x60, 2, 0xe0, 3, 0)
  const expanded = lzfExpand(input, 3 + 5 + 12)
  assert.equal(expanded && textOf(expanded), `abcabcab${'b'.repeat(12)}`)
  assert.deepEqual([...lzfOrigins(input, 20)], [1, 2, 3, ...Array(17).fill(-1)])
})

test('wrong lengths and references before the beginning are refused', () => {
  assert.equal(lzfExpand(Uint8Array.of(0, 97), 2), undefined)
  assert.equal(lzfExpand(Uint8Array.of(0, 97, 0x20, 5), 4), undefined)
  assert.equal(lzfExpand(Uint8Array.of(5, 97), 6), undefined)
})

test('literal runs give any bytes back, each with its place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 32 }), bytes => {
      const input = Uint8Array.of(bytes.length - 1, ...bytes)
      const expanded = lzfExpand(input, bytes.length)
      assert.ok(expanded && sameBytes(expanded, bytes))
      assert.ok(lzfOrigins(input, bytes.length).every((origin, i) => input[origin] === bytes[i]))
    }),
  )
})

test('any bytes: never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(300), (input, length) => {
      const expanded = lzfExpand(input, length)
      assert.ok(expanded === undefined || expanded.length === length)
      assert.equal(lzfOrigins(input, length).length, length)
    }),
  )
})
