import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, concat } from '../core/bytes.ts'
import { interestingStrings } from './strings.ts'

const noise = Uint8Array.of(0, 1, 255, 0)

test('finds what matters between binary noise and leaves out what does not', () => {
  const wallet = `4${'A'.repeat(94)}`
  const parts = ['stratum+tcp://pool.example.org:3333', 'Copyright the authors', wallet, '--donate-level', 'mining.subscribe', '.text']
  const bytes = concat(parts.flatMap(part => [noise, bytesOf(part)]))
  assert.deepEqual(interestingStrings(bytes), [parts[0], wallet, parts[3], parts[4]])
})

test('stays bounded: count, length, and time on one long printable run', () => {
  const many = bytesOf(Array.from({ length: 500 }, (_, i) => `http://h${i}.example/\0`).join(''))
  assert.equal(interestingStrings(many).length, 200)
  const long = bytesOf(`${'a'.repeat(3000)}xmrig${'b'.repeat(1 << 20)}`)
  assert.ok(interestingStrings(long).every(s => s.length <= 300))
  interestingStrings(bytesOf('4'.repeat(1 << 20)))
})

test('any bytes: no throw, and every string stands in the input', () => {
  fc.assert(
    fc.property(fc.uint8Array({ size: 'large' }), fc.constantFrom('', 'rx/0 here', 'UPX!UPX!'), (bytes, mark) => {
      const all = concat([bytes, bytesOf(mark)])
      for (const found of interestingStrings(all)) assert.ok(Buffer.from(all).includes(found))
    }),
  )
})
