// Packed text piece by piece, by the name of its packing: gzip and bzip2 in a small window, xz and zstd as far as memory is bounded.
import { zstdDecompressSync } from 'node:zlib'
import { concat } from '../../core/bytes.ts'
import { bunzipped } from './bzip2.ts'
import { gunzipped } from './inflate.ts'
import { unpackXz } from './xz.ts'

/** xz and zstd are unpacked as a whole: more than this is not. */
const mostUnpacked = 256 << 20
const mostPacked = 64 << 20

/** Pieces of the content; 'cut' or 'too large' last, when not all of it could be had. `next` gives the packed bytes in pieces. */
export function* unpackBlocks(packing: string, next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut' | 'too large'> {
  if (packing === 'gz' || packing === 'bz2') {
    yield* packing === 'gz' ? gunzipped(next) : bunzipped(next)
    return
  }
  const input = gathered(next)
  if (input === undefined) yield 'too large'
  else yield packing === 'xz' ? (unpackXz(input, mostUnpacked) ?? 'cut') : unzstd(input)
}

function gathered(next: () => Uint8Array | undefined): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  let size = 0
  for (let piece = next(); piece !== undefined; piece = next()) {
    size += piece.length
    if (size > mostPacked) return undefined
    parts.push(piece)
  }
  return concat(parts)
}

function unzstd(input: Uint8Array): Uint8Array | 'cut' | 'too large' {
  try {
    return zstdDecompressSync(input, { maxOutputLength: mostUnpacked })
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'cut'
  }
}
