import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constants, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { unzstdPieces } from './zstd.ts'

function inSteps(bytes: Uint8Array, step: number): () => Uint8Array | undefined {
  let at = 0
  return () => {
    const from = at
    at += step
    return from >= bytes.length ? undefined : bytes.subarray(from, at)
  }
}

/** Lengths of the pieces are kept apart from their content: what lies in memory at once is what counts. */
function unpacked(packed: Uint8Array, step: number) {
  const parts: Uint8Array[] = []
  let end = ''
  for (const piece of unzstdPieces(inSteps(packed, step))) {
    if (typeof piece === 'string') end = piece
    else parts.push(piece)
  }
  return { bytes: Buffer.concat(parts), longest: Math.max(0, ...parts.map(p => p.length)), end }
}

const log = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `Nov 22 01:02:03 web sshd[${(i * 7919) % 30_000}]: line`).join('\n'))

test('one frame and several, whole and in small pieces', () => {
  const packed = zstdCompressSync(log)
  for (const step of [1 << 18, 4096, 7]) {
    const { bytes, longest, end } = unpacked(packed, step)
    assert.deepEqual([bytes.equals(log), longest <= 1 << 18, end], [true, true, ''])
  }
  const two = unpacked(Buffer.concat([packed, zstdCompressSync('and more\n')]), 1000)
  assert.deepEqual([two.bytes.length, two.end], [log.length + 9, ''])
})

test('what is cut off gives what stands before it', () => {
  const half = zstdCompressSync(log, { params: { [constants.ZSTD_c_windowLog]: 12 } })
  const { bytes, end } = unpacked(half.subarray(0, half.length >> 1), 4096)
  assert.equal(end, 'cut')
  assert.ok(bytes.length > log.length / 4 && log.subarray(0, bytes.length).equals(bytes))
  const second = unpacked(Buffer.concat([zstdCompressSync(log), half.subarray(0, 40)]), 4096)
  assert.deepEqual([second.bytes.length, second.end], [log.length, 'cut'])
})

test('no zstd, nothing at all, and words behind a frame', () => {
  for (const wrong of [Buffer.from('no zstd at all, really'), Buffer.alloc(0)])
    assert.deepEqual([unpacked(wrong, 9).bytes.length, unpacked(wrong, 9).end], [0, 'cut'])
  const more = unpacked(Buffer.concat([zstdCompressSync(log), Buffer.from('words')]), 1 << 18)
  assert.deepEqual([more.bytes.length, more.end], [log.length, 'cut'])
})

test('a few bytes that stand for no end of others are given up, and so are windows that nobody has room for', () => {
  const zeros = zstdCompressSync(Buffer.alloc(64 << 20))
  let size = 0
  let end = ''
  const many = Buffer.concat(Array.from({ length: 6 }, () => zeros))
  for (const piece of unzstdPieces(inSteps(many, 4096)))
    if (typeof piece === 'string') end = piece
    else size += piece.length
  assert.deepEqual([end, size < 300 << 20], ['too large', true])
  // A frame with a window of 2^41 bytes.
  assert.equal(unpacked(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8, 0x01, 0x00, 0x00]), 9).end, 'too large')
})

test('property: any bytes, no throw; a round trip', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, step) => {
      unpacked(bytes, step)
      unpacked(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), bytes]), step)
      assert.deepEqual(new Uint8Array(unpacked(zstdCompressSync(bytes), step).bytes), bytes)
    }),
  )
})
