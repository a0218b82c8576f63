import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseJournalHeader } from './journal-header.ts'

test('property: times of the first and last entry come back', () => {
  const ms = fc.integer({ min: 1, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(ms, ms, fc.nat(), (first, last, entries) => {
      const header = new Uint8Array(256)
      header.set(bytesOf('LPKSHHRH'))
      const view = new DataView(header.buffer)
      view.setBigUint64(152, BigInt(entries), true)
      view.setBigUint64(184, BigInt(first) * 1000n, true)
      view.setBigUint64(192, BigInt(last) * 1000n, true)
      assert.deepEqual(parseJournalHeader(header), { entries, first, last })
    }),
  )
})

test('property: any bytes are no journal and never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => assert.equal(parseJournalHeader(bytes), undefined)))
})
