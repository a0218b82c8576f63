import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseUnit, settingsOf, unitWords } from './systemd-unit.ts'

const unit = `Early=1
[Unit]
Description=a # no comment
; comment
[Service]
ExecStart=/bin/sh -c \\
  # inside
    "a b" \\
 c
no equals
ExecStart =
  ExecStart= /bin/x\\\\
Environment="A=b c" 'D=e'
[Install]
WantedBy=multi-user.target`

const parse = (text: string) => [...parseUnit(bytesOf(text))]

test('sections, continuation with comments inside, and what systemd passes over', () => {
  assert.deepEqual(
    parse(unit).map(s => [s.line, s.section, s.key, s.value]),
    [
      [3, 'Unit', 'Description', 'a # no comment'],
      [6, 'Service', 'ExecStart', '/bin/sh -c  "a b"  c'],
      [11, 'Service', 'ExecStart', ''],
      [12, 'Service', 'ExecStart', '/bin/x\\\\'],
      [13, 'Service', 'Environment', '"A=b c" \'D=e\''],
      [15, 'Install', 'WantedBy', 'multi-user.target'],
    ],
  )
})

test('the span of a continued setting takes all its lines', () => {
  assert.equal(parse(unit)[1]?.text, 'ExecStart=/bin/sh -c \\\n  # inside\n    "a b" \\\n c')
})

test('an empty value resets', () => {
  assert.deepEqual(settingsOf(parse(unit), 'Service', 'ExecStart'), ['/bin/x\\\\'])
  assert.deepEqual(settingsOf(parse(unit), 'Service', 'ExecStop'), [])
})

test('line ends of every sort, and a byte order mark', () => {
  assert.deepEqual(
    parse('\ufeff[Service]\r\nA=1\rB=2\0C=3\nD=4\\').map(s => [s.key, s.value, s.text]),
    [
      ['A', '1', 'A=1'],
      ['B', '2', 'B=2'],
      ['C', '3', 'C=3'],
      ['D', '4', 'D=4\\'],
    ],
  )
})

test('words', () => {
  assert.deepEqual(unitWords(`"A=b c" 'D="e"' f\\ g h"i j"k "open`), ['A=b c', 'D="e"', 'f g', 'hi jk', 'open'])
  assert.deepEqual(unitWords('  '), [])
})

test('a huge file takes as long as it is', () => {
  for (const [before, fill] of [
    ['[S]\nA=\\\n', 'x\\\n'],
    ['[S]\nA=', '\\'],
    ['[S]\nA=', ' '],
    ['[S]\n', '"\\ '],
    ['[S]\nA=', '"\\ '],
  ] as const)
    assertGrowsLinearly(
      size => {
        for (const { value } of parse(before.padEnd(size, fill))) unitWords(value)
      },
      8192,
      before + fill,
    )
})

test('any bytes: never throws; spans lie in order, and each holds its own text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), garbageLike(unit)), bytes => {
      let last = 0
      for (const { span, text, value, key } of parseUnit(bytes)) {
        assert.ok(span.start >= last && span.end > span.start && span.end <= bytes.length)
        last = span.end
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
        // A key may go on in the next line, after comments even: the words stand there, not the blanks between.
        assert.ok(key.split(' ').every(word => text.includes(word)))
        assert.ok(unitWords(value).join('').length <= value.length)
      }
    }),
  )
})
