// The objects that a systemd journal consists of: what each looks like, and how the next one is found when one is broken.
import type { JournalHeader } from './header.ts'
import type { Pages } from './pages.ts'

export const objectTypes = { data: 1, field: 2, entry: 3, dataTable: 4, fieldTable: 5, entryArray: 6, tag: 7 } as const

/** Bytes of an object before its payload. */
export const before = (header: JournalHeader) => ({ data: header.compact ? 72 : 64, field: 40, entry: 64, entryArray: 24, tag: 64 })

/** Bytes of one item of an entry. */
export const itemSize = ({ compact }: JournalHeader): number => (compact ? 4 : 16)

/** No writer gives an entry more fields (1,024 in systemd's own). */
const mostItems = 8192
const least = [0, 65, 41, 65, 32, 32, 28, 64]

/** Size of the object that begins at `at`, with its type in `pages.bytes[pages.seek(at, 16)]`; 0 when none can begin there. */
export function objectSize(pages: Pages, at: number): number {
  const i = pages.seek(at, 16)
  if (i < 0) return 0
  const { bytes, view } = pages
  const type = bytes[i]!
  const flags = bytes[i + 1]!
  if (type === 0 || type > 7 || view.getUint32(i + 4, true) !== 0 || view.getUint16(i + 2, true) !== 0) return 0
  if (flags !== 0 && (type !== objectTypes.data || (flags !== 1 && flags !== 2 && flags !== 4))) return 0
  const size = pages.u64(i + 8)
  if (size < least[type]! || at + size > pages.size) return 0
  if (type === objectTypes.entry && size > 64 + 16 * mostItems) return 0
  return type === objectTypes.tag && size !== 64 ? 0 : size
}

/** Where an object that follows one of `size` bytes begins. */
export const after = (at: number, size: number): number => at + Math.ceil(size / 8) * 8

/** The next place from `at` on where an object begins that is followed by another one, or by the end; `end` when there is none. */
export function nextObject(pages: Pages, at: number, end: number): number {
  for (let next = Math.ceil(at / 8) * 8; next + 16 <= end; next += 8) {
    const size = objectSize(pages, next)
    if (size === 0) continue
    const follower = after(next, size)
    if (follower >= end - 8 || objectSize(pages, follower) > 0) return next
  }
  return end
}
