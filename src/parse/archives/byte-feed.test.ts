import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ByteFeed } from './byte-feed.ts'

test('property: whatever the pieces, the same bytes come out, and nothing beyond their end', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9 })), fc.array(fc.nat(7)), (pieces, counts) => {
      const all = Buffer.concat(pieces)
      const waiting = [...pieces]
      const feed = new ByteFeed(() => waiting.shift())
      let at = 0
      for (const count of counts) {
        const found = feed.take(count)
        if (at + count > all.length) {
          assert.equal(found, undefined)
          return
        }
        assert.deepEqual(Buffer.from(found ?? []), all.subarray(at, at + count))
        at += count
        assert.equal(feed.taken, at)
      }
    }),
  )
})
