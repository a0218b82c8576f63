// Bytes at places of a file, whether or not it is packed: what readers of journals and login records ask.
import { concat } from '../../core/bytes.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import type { ReadBytes } from '../../core/log-format.ts'
import { unpackBlocks } from '../../parse/archives/unpack-blocks.ts'
import type { LogFile } from './find-logs.ts'

/** A packed file must lie in memory to be read at places. */
const mostUnpacked = 128 << 20

export function wholeOf(files: Files, { path, stat, packing }: LogFile): { readonly at: ReadBytes; readonly size: number } | Gap {
  const plain: ReadBytes = (offset, length) => {
    const bytes = files.readAt(path, offset, length)
    return isGap(bytes) ? undefined : bytes
  }
  if (packing === '') {
    const probe = files.readAt(path, 0, 1)
    return isGap(probe) ? probe : { at: plain, size: stat.size }
  }
  let offset = 0
  const next = (): Uint8Array | undefined => {
    const piece = plain(offset, 1 << 18)
    offset += piece?.length ?? 0
    return piece === undefined || piece.length === 0 ? undefined : piece
  }
  const parts: Uint8Array[] = []
  let size = 0
  for (const piece of unpackBlocks(packing, next)) {
    if (typeof piece === 'string') return gap(path, piece === 'cut' ? 'malformed' : 'capped', `the ${packing} data cannot be unpacked`)
    parts.push(piece)
    size += piece.length
    if (size > mostUnpacked) return gap(path, 'capped', `larger than ${mostUnpacked} bytes when unpacked`)
  }
  const bytes = concat(parts)
  return { at: (from, length) => bytes.subarray(from, from + length), size }
}
