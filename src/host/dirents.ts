// What getdents64(2) gives: records of inode, offset, length, type and name.
import { textOf } from '../core/bytes.ts'
import type { DirEntry, FileType } from '../core/host.ts'

const types: Readonly<Record<number, FileType>> = {
  1: 'fifo',
  2: 'character',
  4: 'directory',
  6: 'block',
  8: 'file',
  10: 'symlink',
  12: 'socket',
}

/** Entries without "." and "..". */
export function* parseDirents(bytes: Uint8Array): Generator<DirEntry> {
  for (let at = 0; at + 19 < bytes.length; ) {
    const length = bytes[at + 16]! | (bytes[at + 17]! << 8)
    if (length < 20 || at + length > bytes.length) return
    const nul = bytes.indexOf(0, at + 19)
    const end = nul < 0 || nul > at + length ? at + length : nul
    const name = textOf(bytes.slice(at + 19, end))
    if (name !== '.' && name !== '..' && name !== '') yield { name, type: types[bytes[at + 18]!] ?? 'unknown' }
    at += length
  }
}
