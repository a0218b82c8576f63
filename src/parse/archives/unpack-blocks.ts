// Packed text piece by piece, by the name of its packing, each in a window.
import { bunzipped } from './bzip2.ts'
import { gunzipped } from './inflate.ts'
import { unxzPieces } from './xz.ts'
import { unzstdPieces } from './zstd.ts'

/** Pieces of the content; 'cut' or 'too large' last, when not all of it could be had. `next` gives the packed bytes in pieces. */
export function* unpackBlocks(packing: string, next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut' | 'too large'> {
  if (packing === 'gz') yield* gunzipped(next)
  else if (packing === 'bz2') yield* bunzipped(next)
  else if (packing === 'xz') yield* unxzPieces(next)
  else yield* unzstdPieces(next)
}
