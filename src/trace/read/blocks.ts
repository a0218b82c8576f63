// A log as blocks of whole lines, packed or not, in bounded memory whatever its size.
import { concat } from '../../core/bytes.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import { unpackBlocks } from '../../parse/archives/unpack-blocks.ts'
import { encodingOf, inUtf8 } from './encodings.ts'
import type { LogFile } from './find-logs.ts'

const blockSize = 1 << 20
const packedSize = 1 << 18
/** Of UTF-8. */
const byteOrderMark = 3

/** Whole lines, in UTF-8 where a mark says that they are UTF-16; the last one of a file may lack its end. A line longer than a block is cut, and its rest passed over: it must not look like a line of its own. */
export function* lineBlocks(files: Files, file: LogFile): Generator<Uint8Array | Gap> {
  yield* file.packing === '' ? plainBlocks(files, file) : piecedBlocks(files, file)
}

/** Each block is read from where the last whole line ended: nothing is copied. */
function* plainBlocks(files: Files, file: LogFile): Generator<Uint8Array | Gap> {
  const { path, stat } = file
  let within = false
  for (let offset = 0; offset < stat.size; ) {
    const block = files.readAt(path, offset, Math.min(blockSize, stat.size - offset))
    if (isGap(block)) {
      yield block
      return
    }
    if (block.length === 0) {
      yield gap(path, 'capped', `ended at ${offset} of ${stat.size} bytes: it was cut while it was read`)
      return
    }
    const encoding = offset === 0 ? encodingOf(block) : ''
    if (encoding.startsWith('utf-16')) {
      yield* piecedBlocks(files, file)
      return
    }
    if (encoding === 'utf-8') {
      offset = byteOrderMark
      continue
    }
    const newline = within ? block.indexOf(10) : 0
    if (newline < 0) {
      offset += block.length
      continue
    }
    const start = within ? newline + 1 : 0
    within = false
    const whole = offset + block.length >= stat.size ? block.length : block.lastIndexOf(10) + 1
    if (whole > start) yield block.subarray(start, whole)
    else if (start === 0) {
      yield block
      within = true
    }
    offset += whole > start ? whole : start > 0 ? start : block.length
  }
}

function* piecedBlocks(files: Files, { path, stat, packing }: LogFile): Generator<Uint8Array | Gap> {
  let offset = 0
  let failed: Gap | undefined
  const next = (): Uint8Array | undefined => {
    if (offset >= stat.size) return undefined
    const piece = files.readAt(path, offset, Math.min(packedSize, stat.size - offset))
    if (isGap(piece)) {
      failed = piece
      return undefined
    }
    offset += piece.length
    return piece.length === 0 ? undefined : piece
  }
  let rest: Uint8Array = new Uint8Array()
  let within = false
  for (const piece of inUtf8(packing === '' ? piecesOf(next) : unpackBlocks(packing, next))) {
    if (typeof piece === 'string') {
      yield failed ??
        gap(
          path,
          piece === 'too large' ? 'capped' : 'malformed',
          `the ${packing} data ${piece === 'too large' ? 'is too large to unpack' : 'is cut or damaged'}`,
        )
      break
    }
    let block = rest.length === 0 ? piece : concat([rest, piece])
    if (within) {
      const start = block.indexOf(10) + 1
      if (start === 0) continue
      within = false
      block = block.subarray(start)
    }
    const whole = block.lastIndexOf(10) + 1
    if (whole > 0) yield block.subarray(0, whole)
    rest = block.subarray(whole)
    if (rest.length >= blockSize) {
      yield rest
      rest = new Uint8Array()
      within = true
    }
  }
  if (rest.length > 0) yield rest
}

function* piecesOf(next: () => Uint8Array | undefined): Generator<Uint8Array> {
  for (let piece = next(); piece !== undefined; piece = next()) yield piece
}
