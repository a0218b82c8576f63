import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { JsonFrames } from './json-frames.ts'

const bytesIn = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What is found when the text comes in pieces of that size. */
function found(text: string, size: number, longest = 1000): string[] {
  const frames = new JsonFrames(longest)
  const all: string[] = []
  const bytes = bytesIn(text)
  for (let at = 0; at < bytes.length; at += size)
    frames.push(bytes, at, Math.min(bytes.length, at + size), (part, a, b, isWhole) => {
      all.push(`${isWhole ? '' : 'cut '}${new TextDecoder().decode(part.subarray(a, b))}`)
      return true
    })
  return all
}

test('texts in any pieces, with and without anything between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()))),
      fc.constantFrom('', '\n', '\r\n', ' ,'),
      fc.integer({ min: 1, max: 50 }),
      (values, between, size) => {
        const texts = values.map(value => JSON.stringify(value))
        assert.deepEqual(found(texts.join(between), size, 1 << 20), texts)
      },
    ),
  )
})

test('brackets and quotes inside of strings are no ends; a text that was cut off spoils no other', () => {
  assert.deepEqual(found('{"a":"}\\"]{"}{"b":1}', 3), ['{"a":"}\\"]{"}', '{"b":1}'])
  assert.deepEqual(found('"x":1}}\n{"b":1}', 4), ['{"b":1}'])
  assert.deepEqual(found('{"a":{"c":1}\n{"b":1}', 5), ['{"b":1}'])
  assert.deepEqual(found('{"a":"xx\n{"b":1}', 5), ['{"b":1}'])
})

test('of what is too long only the beginning is given', () => {
  assert.deepEqual(found(`{"a":"${'x'.repeat(100)}"}{"b":1}`, 7, 10), ['cut {"a":"xxxx', '{"b":1}'])
})
