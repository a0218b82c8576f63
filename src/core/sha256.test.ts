// The same digest as the one of node:crypto, for any bytes.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { sha256 } from './sha256.ts'

test('agrees with node:crypto on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})
