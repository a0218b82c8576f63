import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Frames } from './frames.ts'

const lengthOf = (head: Uint8Array): number => head[0]! | (head[1]! << 8)

test('messages come whole whatever the segments are; of long ones head and tail are kept', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 4 }), fc.integer({ min: 1, max: 9000 }), (lengths, step) => {
      const wire = Uint8Array.from(lengths.flatMap(n => [n & 255, n >> 8, ...Array.from({ length: n }, (_, i) => i % 251)]))
      const frames = new Frames(2, lengthOf)
      const got: number[] = []
      for (let at = 0; at < wire.length; at += step)
        frames.push(wire, at, Math.min(wire.length, at + step), (_, body, length) => {
          got.push(length)
          for (let i = 0; i < Math.min(length, 8192); i++) assert.equal(body[i], i % 251)
          for (let i = 1; i <= Math.min(1024, length); i++) assert.equal(body[body.length - i], (length - i) % 251)
          return true
        })
      assert.deepEqual(got, lengths)
    }),
    { numRuns: 50 },
  )
})

test('a head that is none stops it; bytes lost inside of a body are counted off, others cannot be', () => {
  assert.equal(
    new Frames(2, () => -1).push(Uint8Array.of(1, 2, 3), 0, 3, () => true),
    false,
  )
  const frames = new Frames(2, lengthOf)
  assert.equal(frames.lost(1), false)
  frames.push(Uint8Array.of(4, 0, 7), 0, 3, () => true)
  assert.equal(frames.lost(2), true)
  const got: number[] = []
  frames.push(Uint8Array.of(9), 0, 1, (_, body) => got.push(body[3]!) > 0)
  assert.deepEqual(got, [9])
})
