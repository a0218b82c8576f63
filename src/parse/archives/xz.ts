// The xz file format 1.2.1 (tukaani.org): the blocks of its first stream, packed by LZMA2 alone, as dpkg and rpm write it.
//
// Checks of blocks are passed over: what is taken out of a package is compared with the package database's own checksum.
import { type Unpacked, unpackLzma2 } from './lzma2.ts'

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
/** Bytes of a block's check by its type: none, CRC32, CRC64, SHA-256 and those in between. */
const checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]
const lzma2 = 0x21

export function isXz(input: Uint8Array): boolean {
  return magic.every((byte, i) => input[i] === byte)
}

/** The content; undefined when it is damaged, uses another filter, or is larger than `most` bytes. */
export function unpackXz(input: Uint8Array, most: number): Uint8Array | undefined {
  const check = checkSizes[input[7] ?? 16]
  if (!isXz(input) || input[6] !== 0 || check === undefined) return undefined
  const out: Unpacked = { bytes: new Uint8Array(Math.min(most, input.length * 4)), length: 0, most }
  for (let at = 12; at < input.length; ) {
    const size = input[at]!
    if (size === 0) return out.bytes.subarray(0, out.length)
    const start = at + (size + 1) * 4
    if (!isPlainBlock(input.subarray(at, start))) return undefined
    const end = unpackLzma2(input, start, out)
    if (end === undefined) return undefined
    at = start + Math.ceil((end - start) / 4) * 4 + check
  }
  return undefined
}

/** A block's header: LZMA2 is its only filter, whatever sizes are told. */
function isPlainBlock(header: Uint8Array): boolean {
  const flags = header[1] ?? 0xff
  if ((flags & 0x3f) !== 0) return false
  let at = 2
  for (const told of [0x40, 0x80]) {
    if ((flags & told) === 0) continue
    while ((header[at] ?? 0) >= 0x80) at++
    at++
  }
  return header[at] === lzma2 && header[at + 1] === 1
}
