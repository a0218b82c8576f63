import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseLoadavg } from './loadavg.ts'

test('any loads come back, any bytes do not throw', () => {
  assert.deepEqual(parseLoadavg(bytesOf('0.20 12.05 3.00 1/96 7941\n')), [0.2, 12.05, 3])
  assert.deepEqual(parseLoadavg(bytesOf('a b c')), [])
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseLoadavg(bytes)))
  const load = fc.nat({ max: 1_000_000 }).map(n => n / 100)
  fc.assert(
    fc.property(fc.tuple(load, load, load), loads => {
      assert.deepEqual(parseLoadavg(bytesOf(`${loads.map(l => l.toFixed(2)).join(' ')} 1/2 3\n`)), loads)
    }),
  )
})
