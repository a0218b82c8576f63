// Everything an inode carries besides its content: read to a state, and brought back to one.

import type { FileState } from '../core/control.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { parseStatx, statxMask } from './statx.ts'
import { errno } from './sys.ts'

/** FS_IMMUTABLE_FL and FS_APPEND_FL. */
export const lockingFlags = 0x10 | 0x20
/** FS_FL_USER_MODIFIABLE without the project and encryption bits, which are the file system's business. */
const settableFlags = 0x000000ff | 0x0000c000 | 0x00030000 | 0x00800000

/** STATX_ATTR_MOUNT_ROOT, told since Linux 5.8. */
const mountRoot = 0x2000

export interface Inode extends Pick<FileState, 'mode' | 'uid' | 'gid' | 'atime' | 'mtime' | 'nlink' | 'dev' | 'ino' | 'size'> {
  readonly type: string
  readonly immutable: boolean
  readonly appendOnly: boolean
  /** Something is mounted on this very file. */
  readonly isMount: boolean
}

export type Metadata = Pick<FileState, 'mode' | 'uid' | 'gid' | 'atime' | 'mtime' | 'xattrs'>

export function inodeOf(at: Descriptors, fd: number, path: string): Inode | Gap {
  const bytes = at.statx(fd, statxMask)
  if (typeof bytes === 'number') return gapOfErrno(path, -bytes)
  const { type, mode, uid, gid, nlink, dev, ino, size, immutable = false, appendOnly = false } = parseStatx(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isMount = (view.getUint32(8, true) & mountRoot) !== 0
  const time = (offset: number): string =>
    String(view.getBigInt64(offset, true) * 1_000_000_000n + BigInt(view.getUint32(offset + 8, true)))
  return { type, mode, uid, gid, nlink, dev, ino, size, immutable, appendOnly, atime: time(64), mtime: time(112), isMount }
}

/** Extended attributes as a state keeps them. */
export function attributesOf(at: Descriptors, fd: number, path: string): Record<string, string> | Gap {
  const found = at.attributes(fd)
  if (typeof found === 'number') return gapOfErrno(path, -found)
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, Buffer.from(value).toString('base64')]))
}

export function settableFlagsOf(at: Descriptors, fd: number): number | undefined {
  const flags = at.flags(fd)
  return flags === undefined ? undefined : flags & settableFlags
}

/**
 * Owner, mode, attributes and times, in the order in which none undoes another: a change of owner clears set-uid and capabilities, a
 * change of mode rewrites an access list.
 */
export function applyMetadata(at: Descriptors, fd: number, was: Metadata, path: string, isLink: boolean): Gap | undefined {
  const now = inodeOf(at, fd, path)
  if (isGap(now)) return now
  const present = attributesOf(at, fd, path)
  if (isGap(present)) return present
  const results: (() => number)[] = []
  const moved = now.uid !== was.uid || now.gid !== was.gid
  if (moved) results.push(() => at.chown(fd, was.uid, was.gid))
  if (!isLink) {
    if ('system.posix_acl_access' in present && !('system.posix_acl_access' in was.xattrs))
      results.push(() => at.removeAttribute(fd, 'system.posix_acl_access'))
    results.push(() => at.chmod(fd, was.mode))
  }
  for (const name of Object.keys(present)) if (!(name in was.xattrs)) results.push(() => ifPresent(at.removeAttribute(fd, name)))
  for (const [name, value] of Object.entries(was.xattrs))
    if (present[name] !== value || moved) results.push(() => at.setAttribute(fd, name, Buffer.from(value, 'base64')))
  results.push(() => at.times(fd, BigInt(was.atime), BigInt(was.mtime)))
  for (const act of results) {
    const result = act()
    if (result < 0) return gapOfErrno(path, -result)
  }
  return undefined
}

function ifPresent(result: number): number {
  return -result === errno.ENODATA ? 0 : result
}

/** Sets the flags that can be set, the others stay; a file system without flags has nothing to set. */
export function applyFlags(
  at: Descriptors,
  fd: number,
  was: Pick<FileState, 'flags' | 'immutable' | 'appendOnly'>,
  path: string,
): Gap | undefined {
  const now = at.flags(fd)
  const locks = (was.immutable ? 0x10 : 0) | (was.appendOnly ? 0x20 : 0)
  if (now === undefined) return locks === 0 ? undefined : gapOfErrno(path, errno.EOPNOTSUPP)
  const wanted = was.flags ?? (now & settableFlags & ~lockingFlags) | locks
  if ((now & settableFlags) === wanted) return undefined
  const result = at.setFlags(fd, (now & ~settableFlags) | wanted)
  return result < 0 ? gapOfErrno(path, -result) : undefined
}

/** Lifts +i and +a for as long as `act` takes; puts them back unless `act` says that the file is gone. */
export function unlocked<T>(at: Descriptors, fd: number, path: string, act: () => T): T | Gap {
  const flags = at.flags(fd)
  if (flags === undefined || (flags & lockingFlags) === 0) return act()
  const lifted = at.setFlags(fd, flags & ~lockingFlags)
  if (lifted < 0) return gapOfErrno(path, -lifted)
  try {
    return act()
  } finally {
    at.setFlags(fd, flags)
  }
}
