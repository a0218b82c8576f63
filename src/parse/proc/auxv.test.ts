import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAuxv } from './auxv.ts'

const auxv = (...pairs: readonly (readonly [number, bigint])[]): Uint8Array =>
  new Uint8Array(new BigUint64Array(pairs.flatMap(([type, value]) => [BigInt(type), value])).buffer)

test('page size and clock ticks, wherever they stand, up to the end mark', () => {
  assert.deepEqual(parseAuxv(auxv([33, 7n], [6, 65536n], [17, 100n], [0, 0n], [6, 1n])), { pageSize: 65536, clockTicks: 100 })
  assert.deepEqual(parseAuxv(auxv([6, 0n], [17, 1n << 60n])), { pageSize: undefined, clockTicks: undefined })
})

test('any bytes never throw and give small positive numbers or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      for (const value of Object.values(parseAuxv(bytes))) assert.ok(value === undefined || (value > 0 && value <= 1 << 24))
    }),
  )
})
