import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { logicalLines } from './logical-lines.ts'

test('joins continued lines, never comments', () => {
  assert.deepEqual(
    [...logicalLines(bytesOf('a \\\n b\r\n# c \\\nd\\'))].map(line => [line.number, line.text, line.joined]),
    [
      [1, 'a \\\n b', 'a   b'],
      [3, '# c \\', '# c \\'],
      [4, 'd\\', 'd'],
    ],
  )
})

test('any bytes: spans cover every byte once, and each text begins its span', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.array(fc.constantFrom('a', '\\', '\n', '\r\n', '#', ' ')).map(p => bytesOf(p.join(''))),
      ),
      bytes => {
        let at = 0
        for (const { span, text } of logicalLines(bytes)) {
          assert.equal(span.start, at)
          assert.ok(bytesOf(text).every((byte, i) => byte === bytes[span.start + i]))
          at = span.end
        }
        assert.equal(at, bytes.length)
      },
    ),
  )
})
