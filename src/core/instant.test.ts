import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instantOf } from './instant.ts'

test('says what Date says, for every time there is a year for', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), ms => {
      assert.equal(instantOf(ms), new Date(ms).toISOString())
    }),
    { numRuns: 2000 },
  )
})

test('a fraction of a millisecond is cut off, and what is no time is none', () => {
  assert.equal(instantOf(1.9), '1970-01-01T00:00:00.001Z')
  for (const ms of [Number.NaN, Number.POSITIVE_INFINITY, 1e18, -1e18]) assert.equal(instantOf(ms), undefined)
})
