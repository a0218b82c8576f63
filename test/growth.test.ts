import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertGrowsLinearly } from './growth.ts'

const grows = { name: 'AssertionError', message: /grows faster/ }
let sum = 0

/** `steps` times the same small work. */
function work(steps: number): void {
  for (let i = 0; i < steps; i++) sum = (sum * 31 + i) % 1_000_003
}

test('linear work passes, be it quick or slow, with a fixed cost or with sorting', () => {
  for (const slowness of [1, 10, 100, 1000]) assertGrowsLinearly(size => work(size * slowness), 1024)
  assertGrowsLinearly(size => work(1_000_000 + size), 1024)
  assertGrowsLinearly(size => void Array.from({ length: size }, (_, i) => (i * 7919) % 10_007).sort((a, b) => a - b), 8192)
  assertGrowsLinearly(size => void /\s+x/.exec('ab '.repeat(size)), 8192)
})

test('bounded work passes', () => {
  assertGrowsLinearly(() => undefined, 1024)
  assertGrowsLinearly(size => work(Math.min(size, 2000) ** 2), 1024)
})

test('quadratic work fails, with much linear work beside it too, and says at which sizes', () => {
  assert.throws(() => assertGrowsLinearly(size => work(size * 100 + size ** 2), 512, 'the square'), {
    message: /^the square grows faster than its input(?:; [\d.]+ ms at \d+, [\d.]+ ms at \d+){5}$/,
  })
})

test('quadratic parsers fail: a pattern for trailing blanks, a search to the end from every opener', () => {
  assert.throws(() => assertGrowsLinearly(size => void / +$/.exec(`${' '.repeat(size)}x`), 512), grows)
  const unclosed = (size: number): void => {
    const text = '{a'.repeat(size / 2)
    for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) if (text.indexOf('}', at) >= 0) sum++
  }
  assert.throws(() => assertGrowsLinearly(unclosed, 8192), grows)
})

test('what the work throws is passed on', () => {
  assert.throws(() => assertGrowsLinearly(() => assert.fail('its own'), 1), /its own/)
})
