// What stands in a data object of a systemd journal: "NAME=value", as it is or compressed by XZ, LZ4 or Zstandard.
import { zstdDecompressSync } from 'node:zlib'
import { unpackLz4Block } from '../archives/lz4-block.ts'
import { unpackXz } from '../archives/xz.ts'
import type { JournalHeader } from './header.ts'
import { before, objectSize, objectTypes } from './objects.ts'
import type { Pages } from './pages.ts'

const xz = 1
const lz4 = 2
/** A longer value is a memory dump, not a message. */
const longest = 16 << 20

/** Bytes that may still be taken out: data that unpack to a thousand times their size, or are named by each of a million entries, must not cost a day. */
export interface Budget {
  left: number
}

export const budgetFor = (size: number): Budget => ({ left: 32 * size + (256 << 20) })

/** The payload of the data object at `at`, not to be kept; undefined for what is none, cannot be unpacked, or is too long. */
export function payloadAt(pages: Pages, header: JournalHeader, at: number, budget: Budget): Uint8Array | undefined {
  const size = objectSize(pages, at)
  if (size === 0) return undefined
  const i = pages.seek(at, 16)
  if (pages.bytes[i] !== objectTypes.data) return undefined
  const flags = pages.bytes[i + 1]!
  const start = before(header).data
  const length = size - start
  if (length < 1 || length > longest) return undefined
  const packed = pages.slice(at + start, length)
  if (packed.length < length || budget.left < 0) return undefined
  const content = flags === 0 ? packed : unpack(packed, flags)
  budget.left -= content?.length ?? length
  return content
}

function unpack(packed: Uint8Array, flags: number): Uint8Array | undefined {
  if (flags === xz) return unpackXz(packed, longest)
  if (flags === lz4) {
    if (packed.length < 8) return undefined
    const view = new DataView(packed.buffer, packed.byteOffset, 8)
    const length = view.getUint32(0, true)
    // LZ4 gives at most 255 bytes for one: what claims more is damaged.
    if (view.getUint32(4, true) !== 0 || length > longest || length > packed.length * 255) return undefined
    return unpackLz4Block(packed.subarray(8), length)
  }
  try {
    return zstdDecompressSync(packed, { maxOutputLength: longest })
  } catch {
    return undefined
  }
}
