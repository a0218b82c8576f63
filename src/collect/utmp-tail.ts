// The last records of a utmp-like file, read from its end, so that a file of any size costs the same.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { layoutOf, parseUtmp, type Utmp } from '../parse/files/utmp.ts'

/** Enough for 64 records of either size. */
const sample = 64 * 400

/** At most `most` records from the end, of which only the first `count` are read; indexes count from the first record given. */
export function utmpTail(files: Files, path: string, most: number, count = most): Utmp | Gap {
  const stat = files.stat(path)
  if (isGap(stat)) return stat
  if (stat.type !== 'file') return gap(path, 'unsupported', `is a ${stat.type}`)
  const head = files.readAt(path, 0, sample)
  if (isGap(head)) return head
  const layout = layoutOf(head, stat.size)
  const first = Math.max(0, Math.floor(stat.size / layout.size) - most) * layout.size
  const length = Math.min(stat.size - first, count * layout.size + (stat.size % layout.size))
  const tail = first + length <= head.length ? head.subarray(first, first + length) : files.readAt(path, first, length)
  return isGap(tail) ? tail : parseUtmp(tail, layout)
}
