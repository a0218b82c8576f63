import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inUtf8 } from './encodings.ts'

const text = (pieces: Iterable<Uint8Array | string>) => Buffer.concat([...inUtf8(pieces)].map(piece => Buffer.from(piece))).toString('utf8')

test('property: UTF-16 of either order, cut anywhere, is the same text; bytes without a mark stay as they are', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), fc.nat(9), (said, isBig, step) => {
      const bytes = Buffer.from(`\ufeff${said}`, 'utf16le')
      if (isBig) bytes.swap16()
      const pieces = [bytes.subarray(0, 2 + step), bytes.subarray(2 + step)]
      assert.equal(text(pieces), said.toWellFormed())
    }),
  )
  const odd = Buffer.from([0xfe, 0x41, 0xff, 0xfe])
  assert.deepEqual([...inUtf8([odd, odd])], [odd, odd])
  assert.equal(text([Buffer.from('\ufeffa'), 'cut']), 'acut')
})
