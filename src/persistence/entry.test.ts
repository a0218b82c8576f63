import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry, entryOf, wholeFile } from './entry.ts'

const entryIn = (text: string, number: number) => {
  const line = [...linesOf(bytesOf(text))][number - 1]!
  return entryOf({ kind: 'k', path: '/p', trigger: 'schedule', command: '', span: line.span, line: number, text: line.text }, bytesOf(text))
}
const cut = (text: string, entry: ReturnType<typeof entryIn>): string => textOf(disarmEntry(entry, bytesOf(text)) ?? new Uint8Array())

test('cuts the line, and finds it again where the file moved under it', () => {
  const entry = entryIn('a\nevil\nb\n', 2)
  assert.equal(cut('a\nevil\nb\n', entry), 'a\nb\n')
  assert.equal(cut('new\nlines\na\nevil\nb\n', entry), 'new\nlines\na\nb\n')
})

test('leaves a file alone that only holds something which begins or ends like the entry, or holds it twice', () => {
  const entry = entryIn('* * * * * root a\n', 1)
  for (const text of [
    '* * * * * root apt-get update\n',
    'x\n* * * * * root ab\n',
    'X* * * * * root a\n',
    '',
    'x\n* * * * * root a\n* * * * * root a\n',
  ])
    assert.equal(cut(text, entry), text)
  const last = entryIn('b\nevil', 2)
  assert.equal(cut('b\nevil', last), 'b\n')
  assert.equal(cut('b\nevilness', last), 'b\nevilness')
})

test('a whole file is to go', () => {
  assert.equal(disarmEntry(wholeFile({ kind: 'k', path: '/p', trigger: 'boot', command: '' }, bytesOf('x')), bytesOf('x')), null)
})

test('a search takes as long as the file is', () => {
  const entry = entryIn(`${'\n'.repeat(20_000)}x\n`, 20_001)
  for (const filler of ['\n', 'x', 'x\n'])
    assertGrowsLinearly(
      size => void disarmEntry({ ...entry, text: 'x'.repeat(1999) }, bytesOf(filler.repeat(size / filler.length))),
      8192,
      filler,
    )
})

test('whatever the file became, either one line goes or nothing', () => {
  const lines = fc.array(fc.constantFrom('a', 'ab', 'b', '', 'a b', '\u0000'), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(lines, lines, fc.nat(), (old, now, pick) => {
      const before = old.join('\n')
      const all = [...linesOf(bytesOf(before))]
      if (all.length === 0) return
      const entry = entryIn(before, (pick % all.length) + 1)
      const text = now.join('\n')
      const after = cut(text, entry)
      assert.ok(after === text || text.length - after.length === entry.span.end - entry.span.start)
    }),
  )
})
