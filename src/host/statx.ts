// struct statx (linux/stat.h) to a Stat.
import type { FileType, Stat } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'

export const statxSize = 256
/** STATX_BASIC_STATS | STATX_BTIME */
export const statxMask = 0xfff

const types: Readonly<Record<number, FileType>> = {
  1: 'fifo',
  2: 'character',
  4: 'directory',
  6: 'block',
  8: 'file',
  10: 'symlink',
  12: 'socket',
}
const immutable = 0x10
const appendOnly = 0x20
const hasBirth = 0x800

export function parseStatx(bytes: Uint8Array): Stat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u32 = (at: number): number => view.getUint32(at, true)
  const u64 = (at: number): number => Number(view.getBigUint64(at, true))
  const time = (at: number) => instantOf(Number(view.getBigInt64(at, true)) * 1000 + Math.floor(u32(at + 8) / 1e6))
  const mode = view.getUint16(28, true)
  const attributes = u64(8)
  const supported = u64(56)
  return {
    type: types[mode >> 12] ?? 'unknown',
    mode: mode & 0o7777,
    uid: u32(20),
    gid: u32(24),
    size: u64(40),
    ino: u64(32),
    dev: `${u32(136)}:${u32(140)}`,
    nlink: u32(16),
    mtime: time(112),
    ctime: time(96),
    btime: (u32(0) & hasBirth) !== 0 ? time(80) : undefined,
    immutable: (supported & immutable) !== 0 ? (attributes & immutable) !== 0 : undefined,
    appendOnly: (supported & appendOnly) !== 0 ? (attributes & appendOnly) !== 0 : undefined,
  }
}
