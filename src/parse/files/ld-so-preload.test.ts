import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, concat, sameBytes } from '../../core/bytes.ts'
import { parseLdSoPreload } from './ld-so-preload.ts'

const paths = (text: string) => [...parseLdSoPreload(bytesOf(text))].map(row => `${row.number}:${row.text}`)

test('paths between any separators, without comments', () => {
  assert.deepEqual(paths('/a.so /b.so:/c.so\n# /d.so\n\n/e.so#x\n'), ['1:/a.so', '1:/b.so', '1:/c.so', '4:/e.so'])
  assert.deepEqual(paths('\0\0/a.so\0/b.so'), ['1:/a.so', '1:/b.so'])
  assert.deepEqual(paths(''), [])
})

test('any bytes: spans are in order, begin with the path, and the rest holds no path', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const rest: Uint8Array[] = []
      let at = 0
      for (const { text, span } of parseLdSoPreload(bytes)) {
        assert.ok(span.start >= at && span.end > span.start && span.end <= bytes.length)
        assert.ok(sameBytes(bytesOf(text), bytes.subarray(span.start, span.start + bytesOf(text).length)))
        rest.push(bytes.subarray(at, span.start))
        at = span.end
      }
      rest.push(bytes.subarray(at))
      assert.deepEqual([...parseLdSoPreload(concat(rest))], [])
    }),
    { numRuns: 1000 },
  )
})
