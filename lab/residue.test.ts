import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPared } from './residue.ts'

test('a file is pared when lines went and none came', () => {
  assert.ok(isPared('a\nb\nc\n', 'a\nc\n'))
  assert.ok(isPared('evil\n', ''))
  assert.ok(isPared('evil', ''))
})

test('a line made a comment is pared, also in a Redis dump whose checksum follows', () => {
  assert.ok(isPared('a\nb\n', 'a\n#\n'))
  assert.ok(isPared('REDIS0009\n* evil\nz12345678', 'REDIS0009\n# evil\nz87654321'))
  assert.ok(!isPared('REDIS0009\n* evil\nz12345678', 'REDIS0009\n* evil\nz87654321'))
  assert.ok(!isPared('* evil\n', '#other\n'))
})

test('the same lines, other lines and another order are not pared', () => {
  assert.ok(!isPared('a\nb\n', 'a\nb\n'))
  assert.ok(!isPared('a\nb\n', 'b\na\n'))
  assert.ok(!isPared('a\nb\nc\n', 'a\nx\n'))
  assert.ok(!isPared('', 'x'))
})
