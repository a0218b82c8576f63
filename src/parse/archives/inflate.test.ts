import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { concat } from '../../core/bytes.ts'
import { gunzipped, isGzip } from './inflate.ts'

function unpack(input: Uint8Array, step = input.length): { bytes: Uint8Array; cut: boolean } {
  let at = 0
  const parts: Uint8Array[] = []
  let cut = false
  const next = () => {
    if (at >= input.length) return undefined
    at += Math.max(1, step)
    return input.subarray(at - Math.max(1, step), at)
  }
  for (const piece of gunzipped(next)) {
    if (piece === 'cut') cut = true
    else parts.push(piece)
  }
  return { bytes: concat(parts), cut }
}

const text = Buffer.from(
  Array.from({ length: 60_000 }, (_, i) => `Nov 22 00:00:0${i % 10} web sshd[${i * 7919}]: Failed password for root\n`).join(''),
)

test('what gzip packed comes out again, at every level, in any pieces, over several members', () => {
  for (const level of [0, 1, 6, 9]) {
    const packed = gzipSync(text, { level })
    assert.ok(isGzip(packed))
    const { bytes, cut } = unpack(packed, 10_000)
    assert.equal(cut, false)
    assert.equal(Buffer.compare(bytes, text), 0, `level ${level}`)
  }
  const fixedCodes = gzipSync(text, { strategy: constants.Z_FIXED })
  assert.equal(Buffer.compare(unpack(fixedCodes, 999).bytes, text), 0)
  const two = concat([gzipSync('one\n'), gzipSync('two\n'), new Uint8Array(512)])
  assert.deepEqual([Buffer.from(unpack(two).bytes).toString(), unpack(two).cut], ['one\ntwo\n', false])
})

test('property: round trip in pieces of any size', () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 4000 }).map(s => Buffer.from(s)),
  )
  fc.assert(
    fc.property(content, fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 9 }), (bytes, step, level) => {
      const { bytes: out, cut } = unpack(gzipSync(bytes, { level }), step)
      assert.equal(cut, false)
      assert.deepEqual(Buffer.from(out), Buffer.from(bytes))
    }),
  )
})

test('a file that was cut gives what is there and says so; damage never hangs', () => {
  const packed = gzipSync(text)
  const { bytes, cut } = unpack(packed.subarray(0, packed.length >> 1), 4096)
  assert.ok(cut && bytes.length > 1000)
  assert.equal(Buffer.compare(bytes, text.subarray(0, bytes.length)), 0)
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Uint8Array.from(packed.subarray(0, 20_000))
      damaged[at % damaged.length]! ^= flip
      assert.ok(unpack(damaged).bytes.length <= 1032 * damaged.length)
    }),
    { numRuns: 60 },
  )
  assert.deepEqual(unpack(Buffer.from('no gzip')).cut, true)
  assert.equal(unpack(concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]), deflateRawSync('x').subarray(0, 1)])).cut, true)
})
