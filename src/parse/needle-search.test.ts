import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { NeedleSearch } from './needle-search.ts'

/** Beginnings of lines that hold a word: what a log is searched for. */
const lines = (needles: readonly string[], text: string): number[] => {
  const search = new NeedleSearch(needles)
  const bytes = Buffer.from(text)
  const found: number[] = []
  for (let at = search.find(bytes, 0); at >= 0; ) {
    found.push(bytes.lastIndexOf(10, at) + 1)
    const end = bytes.indexOf(10, at)
    at = end < 0 ? -1 : search.find(bytes, end + 1)
  }
  return found
}

test('words of different lengths, in any case, at both ends', () => {
  assert.deepEqual(lines(['accepted ', 'NO', 'invalid user'], 'Accepted \nNO\nthis\nxInvalid USER\nn\no'), [0, 10, 18])
  assert.deepEqual(lines(['`'], '`\na`\nb\n`b'), [0, 2, 7])
  assert.deepEqual(lines(['${'], '$\n{\n${\na${'), [4, 7])
  assert.deepEqual(lines([], 'anything at all'), [])
  assert.deepEqual(lines(['é', ''], 'x é'), [])
})

test('property: finds the lines that a search for each word finds', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'B', ':', ' ', '$'), minLength: 1, maxLength: 5 })
  const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', ':', ' ', '\n', '$', 'é'), maxLength: 60 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), text, (needles, content) => {
      const wanted: number[] = []
      let at = 0
      for (const line of Buffer.from(content).toString('latin1').split('\n')) {
        if (needles.some(needle => line.toLowerCase().includes(needle.toLowerCase()))) wanted.push(at)
        at += line.length + 1
      }
      assert.deepEqual(lines(needles, content), wanted)
    }),
  )
})
