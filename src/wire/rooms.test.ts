import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { giveBack, room, widened } from './rooms.ts'

test('room is large enough, never given to two at once, and used again once it was given back', () => {
  const step = fc.record({ size: fc.integer({ min: 1, max: 200_000 }), back: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const held: Uint8Array[] = []
      for (const { size, back } of steps) {
        const one = room(size)
        assert.ok(one.length >= size)
        assert.ok(!held.includes(one))
        held.push(one)
        if (back) giveBack(held.shift()!)
      }
      for (const one of held) giveBack(one)
    }),
  )
  const first = room(300)
  giveBack(first)
  assert.equal(room(400), first)
})

test('widened keeps the beginning', () => {
  const old = room(256)
  old.fill(7)
  const wider = widened(old, 256, 3000)
  assert.ok(wider.length >= 3000)
  assert.ok(wider.subarray(0, 256).every(byte => byte === 7))
  assert.equal(room(256), old)
})

test('near miss: what came from elsewhere, or is too large, is not handed out', () => {
  const odd = new Uint8Array(300)
  giveBack(odd)
  assert.notEqual(room(300), odd)
  const large = room(1 << 20)
  giveBack(large)
  assert.notEqual(room(1 << 20), large)
})
