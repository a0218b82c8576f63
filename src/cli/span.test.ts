import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanOf } from './span.ts'
import { UserError } from './user-error.ts'

test('spans with and without a unit', () => {
  assert.deepEqual(
    ['90', '30s', '10m', '24h', '7d', ' 1s '].map(text => spanOf(text, '--duration')),
    [90_000, 30_000, 600_000, 86_400_000, 604_800_000, 1000],
  )
})

test('what is none is one sentence', () => {
  for (const text of ['', '0', '-1s', '1.5h', '1w', 'abc', '25d', '99999999999', '1e3'])
    assert.throws(() => spanOf(text, '--duration'), { constructor: UserError, message: /^--duration takes a time/ }, text)
})
