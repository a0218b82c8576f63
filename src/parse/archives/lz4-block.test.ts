import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, concat, textOf } from '../../core/bytes.ts'
import { unpackLz4Block } from './lz4-block.ts'

/** A block of one run of literals, then a match, then five literals, as the format wants the end to be. */
function block(literals: Uint8Array, back: number, match: number, end: Uint8Array): Uint8Array {
  const counted = (n: number): number[] => (n < 15 ? [] : [...Array<number>(Math.floor((n - 15) / 255)).fill(255), (n - 15) % 255])
  const token = (a: number, b: number): number => (Math.min(a, 15) << 4) | Math.min(b, 15)
  return concat([
    Uint8Array.from([token(literals.length, match - 4), ...counted(literals.length)]),
    literals,
    Uint8Array.from([back & 255, back >> 8, ...counted(match - 4), token(end.length, 0), ...counted(end.length)]),
    end,
  ])
}

test('property: literals and matches, also such as overlap themselves', () => {
  const bytes = fc.uint8Array({ minLength: 5, maxLength: 400 })
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 4, max: 900 }), bytes, (literals, from, match, end) => {
      const back = 1 + (from % literals.length)
      const expected = [...literals]
      for (let i = 0; i < match; i++) expected.push(expected[expected.length - back]!)
      const content = Uint8Array.from([...expected, ...end])
      const packed = block(literals, back, match, end)
      assert.deepEqual(unpackLz4Block(packed, content.length), content)
      assert.equal(unpackLz4Block(packed, content.length - 1), undefined)
      assert.equal(unpackLz4Block(packed, content.length + 1), undefined)
      assert.equal(unpackLz4Block(packed.subarray(0, packed.length - 1), content.length), undefined)
    }),
  )
})

test('a block as lz4 itself makes it', () => {
  const packed = Uint8Array.from([0x1f, 0x61, 0x01, 0x00, 0x4b, 0x50, ...bytesOf('aaaaa')])
  assert.equal(textOf(unpackLz4Block(packed, 100) ?? new Uint8Array(0)), 'a'.repeat(100))
})

test('property: any bytes, no throw, nothing longer than asked for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 5000 }), (bytes, length) => {
      assert.ok([undefined, length].includes(unpackLz4Block(bytes, length)?.length))
    }),
  )
})
