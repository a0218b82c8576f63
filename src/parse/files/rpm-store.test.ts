import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { berkeleyBlobs, ndbBlobs } from './rpm-store.ts'

function ndbOf(blobs: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.alloc(4096 + blobs.reduce((n, b) => n + 32 + Math.ceil(b.length / 16) * 16, 0))
  bytes.write('RpmP', 0, 'latin1')
  bytes.writeUInt32LE(1, 12)
  let at = 4096
  blobs.forEach((blob, i) => {
    const slot = 32 + i * 16
    bytes.write('Slot', slot, 'latin1')
    bytes.writeUInt32LE(i + 1, slot + 4)
    bytes.writeUInt32LE(at / 16, slot + 8)
    bytes.write('BlbS', at, 'latin1')
    bytes.writeUInt32LE(i + 1, at + 4)
    bytes.writeUInt32LE(blob.length, at + 12)
    bytes.set(blob, at + 16)
    at += 32 + Math.ceil(blob.length / 16) * 16
  })
  return bytes
}

/** One hash page with one key and value per blob; each value on a chain of overflow pages of 512 bytes. */
function berkeleyOf(blobs: readonly Uint8Array[]): Uint8Array {
  const page = 512
  const pages: Buffer[] = [Buffer.alloc(page), Buffer.alloc(page)]
  const [meta, hash] = pages as [Buffer, Buffer]
  meta.writeUInt32LE(0x061561, 12)
  meta.writeUInt32LE(page, 20)
  hash[25] = 13
  hash.writeUInt16LE(blobs.length * 2, 20)
  blobs.forEach((blob, i) => {
    const item = page - 12 * (i + 1)
    hash.writeUInt16LE(item, 26 + 2 * (2 * i + 1))
    hash[item] = 3
    hash.writeUInt32LE(pages.length, item + 4)
    hash.writeUInt32LE(blob.length, item + 8)
    for (let from = 0; from < blob.length; from += page - 26) {
      const part = blob.subarray(from, from + page - 26)
      const overflow = Buffer.alloc(page)
      overflow[25] = 7
      overflow.writeUInt16LE(part.length, 22)
      overflow.set(part, 26)
      if (from + part.length < blob.length) overflow.writeUInt32LE(pages.length + 1, 16)
      pages.push(overflow)
    }
  })
  return Buffer.concat(pages)
}

const blobs = fc.array(fc.uint8Array({ minLength: 1, maxLength: 2000, size: 'max' }), { maxLength: 12 })
const asBuffers = (list: Iterable<Uint8Array>) => [...list].map(b => Buffer.from(b))

test('blobs written are blobs read', () => {
  fc.assert(
    fc.property(blobs, given => {
      assert.deepEqual(asBuffers(ndbBlobs(ndbOf(given))), asBuffers(given))
      assert.deepEqual(asBuffers(berkeleyBlobs(berkeleyOf(given))), asBuffers(given))
    }),
  )
})

test('any damage: no throw, no endless chain', () => {
  const change = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)))
  fc.assert(
    fc.property(blobs, change, fc.nat(20_000), (given, changes, keep) => {
      for (const whole of [ndbOf(given), berkeleyOf(given)]) {
        const bytes = whole.slice(0, keep)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        for (const _ of ndbBlobs(bytes));
        for (const _ of berkeleyBlobs(bytes));
      }
    }),
  )
})
