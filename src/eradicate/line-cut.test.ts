import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sameBytes } from '../core/bytes.ts'
import { linesOf } from '../parse/lines.ts'
import { cutLines, lineDigest } from './line-cut.ts'

test('chosen lines go, every byte of the others stays, whatever the bytes are', () => {
  const bytes = fc.array(fc.constantFrom(10, 13, 97, 98, 255), { maxLength: 60 }).map(list => Uint8Array.from(list))
  fc.assert(
    fc.property(bytes, fc.infiniteStream(fc.boolean()), (content, coin) => {
      const lines = [...linesOf(content)]
      const chosen = lines.filter(() => coin.next().value)
      const after = cutLines(
        content,
        chosen.map(l => l.number),
        chosen.map(l => lineDigest(l.text)),
      )
      const rest = lines.filter(l => !chosen.includes(l)).map(l => content.subarray(l.span.start, l.span.end))
      assert.ok(after && sameBytes(after, Buffer.concat(rest)))
    }),
  )
})

test('a line that moved is found when it is the only one of its kind, else nothing is cut', () => {
  const digest = lineDigest('bad')
  assert.equal(String(Buffer.from(cutLines(Buffer.from('x\ny\nbad\n'), [1], [digest])!)), 'x\ny\n')
  assert.equal(cutLines(Buffer.from('x\nbad\nbad\n'), [1], [digest]), undefined)
  assert.equal(cutLines(Buffer.from('x\n'), [1], [digest]), undefined)
})

test('a line that ends in CR and LF is known with and without its CR', () => {
  for (const name of ['bad', 'bad\r'])
    assert.equal(String(Buffer.from(cutLines(Buffer.from('x\r\nbad\r\n'), [2], [lineDigest(name)])!)), 'x\r\n')
})
