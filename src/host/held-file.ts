// One name in an opened directory, and what stands there right now: looked at through descriptors only, the name itself never followed.
import { createHash } from 'node:crypto'
import { textOf } from '../core/bytes.ts'
import type { FileState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { FileType } from '../core/host.ts'
import { type Descriptors, isName } from './descriptors.ts'
import { gapOfErrno, gapOfType } from './errno.ts'
import { attributesOf, type Inode, inodeOf, settableFlagsOf } from './inode.ts'
import { openFlags } from './open-flags.ts'
import { errno } from './sys.ts'

export interface Directory {
  readonly fd: number
  readonly atime: string
  readonly mtime: string
  /** +i and +a as inode flags. */
  readonly locks: number
}

/** A file by a descriptor: readable for a regular file, a mere handle (O_PATH) for a symlink. */
export interface Held {
  readonly fd: number
  readonly inode: Inode
  readonly isLink: boolean
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Opens the directory of a path without symlinks, "." and ".." for as long as `act` takes. */
export function withDirectory<T>(at: Descriptors, root: number, path: string, act: (dir: Directory, name: string) => T | Gap): T | Gap {
  const parts = path.split('/')
  if (parts.shift() !== '' || !parts.every(isName) || path.length > 4000) return gap(path, 'malformed', 'is no plain path of a file')
  const name = parts.pop()!
  const fd = at.openDirectory(root, `/${parts.join('/')}`)
  if (fd < 0) return -fd === errno.ELOOP ? gap(path, 'tampered', 'a symlink stands in the path') : gapOfErrno(path, -fd)
  try {
    const inode = inodeOf(at, fd, path)
    if (isGap(inode)) return inode
    const { atime, mtime, immutable, appendOnly } = inode
    return act({ fd, atime, mtime, locks: (immutable ? 0x10 : 0) | (appendOnly ? 0x20 : 0) }, name)
  } finally {
    at.close(fd)
  }
}

/** Opens a regular file or symlink for as long as `act` takes; no FIFO or device is ever opened. */
export function withFile<T>(at: Descriptors, dir: Directory, name: string, path: string, act: (held: Held) => T | Gap): T | Gap {
  const handle = at.open(dir.fd, name, openFlags.path | openFlags.nofollow)
  if (handle < 0) return gapOfErrno(path, -handle)
  try {
    const inode = inodeOf(at, handle, path)
    if (isGap(inode)) return inode
    if (inode.type === 'symlink') return act({ fd: handle, inode, isLink: true })
    if (inode.type !== 'file') return gapOfType(path, inode.type as FileType)
    const fd = at.reopen(handle, openFlags.readOnly)
    if (fd < 0) return gapOfErrno(path, -fd)
    try {
      return act({ fd, inode, isLink: false })
    } finally {
      at.close(fd)
    }
  } finally {
    at.close(handle)
  }
}

/** The bytes of a file, or of a symlink's target. */
export function contentOf(at: Descriptors, held: Held, path: string, max: number): Uint8Array | Gap {
  const bytes = held.isLink ? at.readlink(held.fd) : at.read(held.fd, max + 1)
  if (typeof bytes === 'number') return gapOfErrno(path, -bytes)
  return bytes.length > max ? gap(path, 'capped', 'too large to be changed') : bytes
}

/** The whole state of what is held, with its bytes. */
export function stateOf(
  at: Descriptors,
  held: Held,
  dir: Directory,
  path: string,
  max: number,
): { state: FileState; bytes: Uint8Array } | Gap {
  const bytes = contentOf(at, held, path, max)
  if (isGap(bytes)) return bytes
  const xattrs = attributesOf(at, held.fd, path)
  if (isGap(xattrs)) return xattrs
  const { type: _, isMount: __, ...inode } = held.inode
  const flags = held.isLink ? undefined : settableFlagsOf(at, held.fd)
  const state: FileState = {
    path,
    ...inode,
    size: bytes.length,
    sha256: digestOf(bytes),
    xattrs,
    ...(held.isLink && { link: textOf(bytes) }),
    ...(flags !== undefined && { flags }),
    folder: { atime: dir.atime, mtime: dir.mtime, ...(dir.locks !== 0 && { locks: dir.locks }) },
  }
  return { state, bytes }
}

/** Whether what is held is the very file of the state: the same inode with the same content. */
export function isSame(at: Descriptors, held: Held, was: FileState): boolean {
  return held.inode.dev === was.dev && held.inode.ino === was.ino && hasContent(at, held, was)
}

/** Whether what is held has the content of the state, wherever it lies. */
export function hasContent(at: Descriptors, held: Held, was: FileState): boolean {
  if (held.isLink !== (was.link !== undefined)) return false
  if (!held.isLink) return held.inode.size === was.size && at.sha256(held.fd, was.size) === was.sha256
  const target = at.readlink(held.fd)
  return typeof target !== 'number' && digestOf(target) === was.sha256
}
