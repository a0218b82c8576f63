import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pairKey } from './pair-key.ts'
import { PairTable } from './pair-table.ts'

test('against a map: whatever is added, and forgotten many at once, what is found is right', () => {
  const step = fc.record({ pair: fc.nat({ max: 60 }), forget: fc.integer({ min: -40, max: 3 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), steps => {
      const table = new PairTable(32)
      const known = new Map<number, number>()
      for (const { pair, forget } of steps) {
        const key = pairKey(pair, 7 * pair, pair % 3)
        const place = table.find(key)
        assert.equal(place, known.get(key) ?? -1)
        if (place < 0) {
          const added = table.add(key)
          assert.equal(added < 0, known.size >= 32)
          if (added >= 0) known.set(key, added)
        }
        if (forget > 0) {
          table.retain(one => one % 4 !== forget)
          for (const [one, at] of known) if (at % 4 === forget) known.delete(one)
        }
        assert.equal(table.size, known.size)
        assert.deepEqual(
          [...table.places()],
          [...known.values()].sort((a, b) => a - b),
        )
      }
    }),
  )
})

test('keys of addresses of either length keep apart', () => {
  const table = new PairTable(1000)
  const keys = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? pairKey(i, 0, i) : (i * 2 ** 40 + 2 ** 33) * 65_536 + i))
  const places = keys.map(key => table.add(key))
  assert.deepEqual(
    keys.map(key => table.find(key)),
    places,
  )
  assert.equal(table.add(-1), -1)
})
