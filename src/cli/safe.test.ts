import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textOf } from '../core/bytes.ts'
import { columns, safe, short } from './safe.ts'

test('whatever bytes come in, no control, bidi or zero-width character goes out', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map(textOf),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('\u001b[2J', '\u009b31m', 'a\u202eb', '\u200b', '\r', '\u{e0041}'),
  )
  fc.assert(
    fc.property(hostile, text => {
      const shown = safe(text)
      assert.doesNotMatch(shown, /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/)
      assert.ok(shown.isWellFormed())
      assert.ok(columns(short(text, 20)) <= 20)
    }),
  )
})

test('ordinary text stays as it is, a byte that is no UTF-8 is shown as one', () => {
  assert.equal(safe('挖矿 /tmp/x'), '挖矿 /tmp/x')
  assert.equal(safe('a\udcffb\n'), 'a\\xffb\\n')
  assert.equal(columns('矿灯'), 4)
})
