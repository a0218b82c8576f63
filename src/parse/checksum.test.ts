import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { hasChecksum, sha256 } from './checksum.ts'

test('every recorded kind of checksum is recognised, in either case, and no other bytes have it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('md5', 'sha1', 'sha256', 'sha512'), (bytes, algorithm) => {
      const digest = createHash(algorithm).update(bytes).digest('hex')
      assert.ok(hasChecksum(bytes, digest) && hasChecksum(bytes, digest.toUpperCase()))
      assert.ok(!hasChecksum(Buffer.concat([bytes, Buffer.from('x')]), digest))
    }),
  )
})

test('a text that is no checksum fits nothing', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), text => assert.ok(!hasChecksum(Buffer.from('a'), text))))
})

test('SHA-256 is that of the library of Node', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'))))
})
