// cpio "newc" (cpio(5)): the payload of an .rpm.
import { textOf } from '../../core/bytes.ts'
import { absolute, type PackedFile } from './packed-file.ts'

const headLength = 110
const types: Readonly<Record<number, PackedFile['type']>> = { 4: 'directory', 8: 'file', 10: 'symlink' }
const padded = (length: number): number => Math.ceil(length / 4) * 4

/** Entries up to the trailer or the first damaged one. Of several names of one inode only the last carries the content. */
export function* cpioEntries(bytes: Uint8Array): Generator<PackedFile> {
  let linked: PackedFile[] = []
  for (let at = 0; at + headLength <= bytes.length; ) {
    const head = textOf(bytes.subarray(at, at + headLength))
    if (!/^07070[12][0-9A-Fa-f]{104}$/.test(head)) return
    const field = (index: number): number => Number.parseInt(head.slice(6 + index * 8, 14 + index * 8), 16)
    const [mode, size, nameSize] = [field(1), field(6), field(11)]
    const start = padded(at + headLength + nameSize)
    if (nameSize === 0 || start + size > bytes.length) return
    const name = textOf(bytes.subarray(at + headLength, at + headLength + nameSize - 1))
    if (name === 'TRAILER!!!') return
    const content = bytes.subarray(start, start + size)
    const type = types[mode >> 12] ?? 'other'
    const common = { mode: mode & 0o7777, uid: field(2), gid: field(3), user: '', group: '', mtime: field(5) }
    const entry: PackedFile = { ...common, path: absolute(name), type, target: type === 'symlink' ? textOf(content) : '', content }
    at = padded(start + size)
    if (type === 'file' && field(4) > 1 && size === 0) {
      linked.push(entry)
      continue
    }
    for (const other of linked) yield { ...other, content }
    linked = []
    yield entry
  }
}
