// Packed text piece by piece, by the name of its packing: gzip, bzip2 and xz in a window, zstd as far as memory is bounded.
import { zstdDecompressSync } from 'node:zlib'
import { concat } from '../../core/bytes.ts'
import { bunzipped } from './bzip2.ts'
import { gunzipped } from './inflate.ts'
import { unxzPieces } from './xz.ts'

/** zstd is unpacked as a whole: more than this is not. */
const mostUnpacked = 256 << 20
const mostPacked = 64 << 20

/** Pieces of the content; 'cut' or 'too large' last, when not all of it could be had. `next` gives the packed bytes in pieces. */
export function* unpackBlocks(packing: string, next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut' | 'too large'> {
  if (packing === 'gz') yield* gunzipped(next)
  else if (packing === 'bz2') yield* bunzipped(next)
  else if (packing === 'xz') yield* unxzPieces(next)
  else {
    const input = gathered(next)
    yield input === undefined ? 'too large' : unzstd(input)
  }
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
