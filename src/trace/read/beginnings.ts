// How a log begins, and which kind of log that is: for collected files of any name, and where several kinds may lie at one place.
import { textOf } from '../../core/bytes.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import type { AccessLayout, LogFormat } from '../../core/log-format.ts'
import { unpackBlocks } from '../../parse/archives/unpack-blocks.ts'
import { inUtf8 } from './encodings.ts'
import type { LogChain, Packing } from './find-logs.ts'

const headSize = 4096
/** Packed bytes from which a beginning is taken: a block of bzip2 or xz is unpacked as a whole. */
const packedHead = 1 << 20
const packedPiece = 1 << 16

export function headOf(files: Files, path: string, packing: Packing): string | Gap {
  if (packing === '') {
    const bytes = files.readAt(path, 0, headSize)
    return isGap(bytes) ? bytes : headText(bytes)
  }
  let offset = 0
  let failed: Gap | undefined
  const next = (): Uint8Array | undefined => {
    const bytes = offset < packedHead ? files.readAt(path, offset, packedPiece) : undefined
    if (isGap(bytes)) failed = bytes
    if (bytes === undefined || isGap(bytes) || bytes.length === 0) return undefined
    offset += bytes.length
    return bytes
  }
  for (const piece of unpackBlocks(packing, next)) if (typeof piece !== 'string') return headText(piece.subarray(0, headSize))
  return failed ?? gap(path, 'malformed', `the ${packing} data cannot be unpacked`)
}

function headText(bytes: Uint8Array): string {
  const [text = bytes] = inUtf8([bytes])
  return textOf(text)
}

interface Likeness {
  readonly layouts?: readonly AccessLayout[] | undefined
  readonly atLeast: number
}

/** The first of the surest. */
export function likeliest<F extends LogFormat>(
  formats: readonly F[],
  head: string,
  name: string,
  { layouts, atLeast }: Likeness,
): F | undefined {
  let best: F | undefined
  let most = atLeast
  for (const format of formats) {
    const like = format.recognise(head, name, layouts)
    if (like <= most) continue
    most = like
    best = format
  }
  return best
}

/** Logs of several kinds may lie at one place: each goes to the kind that knows its beginning best, and to the first where none does. */
export function claimed(files: Files, chains: readonly LogChain[]): readonly LogChain[] {
  return [...Map.groupBy(chains, ({ path }) => path).values()].flatMap(rivals => {
    const [first] = rivals
    if (first === undefined || rivals.length === 1) return rivals
    const youngest = first.files.findLast(({ stat }) => stat.size > 0)
    const head = youngest === undefined ? '' : headOf(files, youngest.path, youngest.packing)
    const name = first.path.slice(first.path.lastIndexOf('/') + 1)
    const format = isGap(head)
      ? undefined
      : likeliest(
          rivals.map(rival => rival.format),
          head,
          name,
          { layouts: first.layouts, atLeast: 0 },
        )
    return rivals.find(rival => rival.format === format) ?? first
  })
}
