import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { concat } from '../../core/bytes.ts'
import { isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import { memoryHost } from '../../host/memory.ts'
import { lineBlocks } from './blocks.ts'
import type { LogFile, Packing } from './find-logs.ts'

function read(content: Uint8Array, packing: Packing = ''): Uint8Array[] {
  const { files } = memoryHost({ '/log': content })
  const file = { path: '/log', stat: files.stat('/log'), user: '', packing, age: 0 } as LogFile
  return [...lineBlocks(files, file)].filter(piece => !isGap(piece)) as Uint8Array[]
}

const long = Buffer.from(`first\n${'x'.repeat(3 << 20)} Accepted password for root\nlast\n`)

test('a line longer than a block is cut, and its rest is no line of its own', () => {
  for (const pieces of [read(long), read(gzipSync(long), 'gz')]) {
    assert.equal(Buffer.from(pieces[0]!).toString(), 'first\n')
    assert.equal(Buffer.from(pieces.at(-1)!).toString(), 'last\n')
    assert.ok(pieces.every(piece => !Buffer.from(piece).includes('Accepted')))
  }
})

test('property: blocks of whole lines that are the file, packed or not', () => {
  const content = fc.array(fc.string({ maxLength: 40 }), { maxLength: 40 }).map(lines => Buffer.from(lines.join('\n').repeat(5)))
  fc.assert(
    fc.property(content, bytes => {
      for (const pieces of [read(bytes), read(gzipSync(bytes), 'gz'), read(zstdCompressSync(bytes), 'zst')]) {
        assert.deepEqual(Buffer.from(concat(pieces)), bytes)
        for (const piece of pieces.slice(0, -1)) assert.equal(piece.at(-1), 10)
      }
    }),
  )
})

test('a file of five gigabytes of no line at all is passed over without being kept', () => {
  const size = 5 * 2 ** 30
  const zeros = new Uint8Array(1 << 20)
  let asked = 0
  const readAt = (_: string, offset: number, length: number): Uint8Array => {
    asked++
    return zeros.subarray(0, Math.min(length, size - offset))
  }
  const files = { readAt } as unknown as Files
  const file = { path: '/log', stat: { size }, user: '', packing: '', age: 0 } as unknown as LogFile
  let pieces = 0
  for (const piece of lineBlocks(files, file)) if (!isGap(piece)) pieces++
  assert.deepEqual([pieces, asked], [1, size / (1 << 20)])
})

test('a file that shrinks while it is read says so', () => {
  const { files } = memoryHost({ '/log': 'a\n' })
  const file = { path: '/log', stat: { size: 100 }, user: '', packing: '', age: 0 } as unknown as LogFile
  const gaps = [...lineBlocks(files, file)].filter(isGap)
  assert.equal(gaps[0]?.why, 'capped')
})
