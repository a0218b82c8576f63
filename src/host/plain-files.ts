// Files through node:fs below a root, symlinks resolved by hand: where no raw system calls are to be had.
import { createHash } from 'node:crypto'
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, opendirSync, openSync, readlinkSync, readSync } from 'node:fs'
import { bytesOf, textOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { DirEntry, Files, FileType, Stat } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { gapOfErrno, gapOfType } from './errno.ts'
import { type ReadLink, resolveInside } from './resolve.ts'

const chunk = 1 << 20

/** A directory below a root as a root of its own, symlinks resolved inside the first; one that does not exist when it cannot be reached. */
export function plainRoot(root: string, path: string): string {
  const resolved = resolveInside(path, linkReader(root))
  return isGap(resolved) ? '/proc/self/nonexistent' : root.replace(/\/+$/, '') + resolved
}

function attempt<T>(path: string, act: () => T | Gap): T | Gap {
  try {
    return act()
  } catch (error) {
    return gapOfError(path, error)
  }
}

function linkReader(root: string): ReadLink {
  const prefix = root.replace(/\/+$/, '')
  return path =>
    attempt(path, () => {
      const at = Buffer.from(bytesOf(prefix + path || '/'))
      return lstatSync(at).isSymbolicLink() ? textOf(readlinkSync(at, 'buffer')) : undefined
    })
}

export function plainFiles(root: string): Files {
  const prefix = root.replace(/\/+$/, '')
  const outside = (path: string): Buffer => Buffer.from(bytesOf(prefix + path || '/'))
  const readLink = linkReader(root)
  const locate = (path: string, follow: boolean): Buffer | Gap => {
    const resolved = path.includes('\0') ? gap(path, 'malformed', 'path with a NUL') : resolveInside(path, readLink, follow)
    return isGap(resolved) ? resolved : outside(resolved)
  }
  const statOf = (path: string, follow: boolean): Stat | Gap => {
    const where = locate(path, follow)
    return isGap(where) ? where : attempt(path, () => plainStat(lstatSync(where, { bigint: true })))
  }
  const opening = <T>(path: string, act: (fd: number, size: number) => T | Gap): T | Gap => {
    const where = locate(path, true)
    if (isGap(where)) return where
    return attempt(path, () => {
      const before = plainStat(lstatSync(where, { bigint: true }))
      if (before.type !== 'file') return gapOfType(path, before.type)
      const fd = openSync(where, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
      try {
        return fstatSync(fd).isFile() ? act(fd, before.size) : gap(path, 'unsupported', 'is no regular file')
      } finally {
        closeSync(fd)
      }
    })
  }
  const readPart = (fd: number, offset: number, length: number): Uint8Array => {
    const parts: Uint8Array[] = []
    for (let done = 0; done < length; ) {
      const part = new Uint8Array(Math.min(chunk, length - done))
      const got = readSync(fd, part, 0, part.length, offset + done)
      if (got === 0) break
      parts.push(part.subarray(0, got))
      done += got
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }
  return {
    lstat: path => statOf(path, false),
    stat: path => statOf(path, true),
    read: (path, max = chunk) =>
      opening(path, fd => {
        const bytes = readPart(fd, 0, max + 1)
        return { bytes: bytes.subarray(0, max), whole: bytes.length <= max }
      }),
    readAt: (path, offset, length) => opening(path, fd => readPart(fd, offset, length)),
    readlink(path) {
      const where = locate(path, false)
      if (isGap(where)) return where
      return attempt(path, () =>
        lstatSync(where).isSymbolicLink() ? textOf(readlinkSync(where, 'buffer')) : gap(path, 'unsupported', 'is no symbolic link'),
      )
    },
    list(path, max = 100_000) {
      const where = locate(path, true)
      if (isGap(where)) return where
      return attempt(path, () => {
        if (!lstatSync(where).isDirectory()) return gap(path, 'unsupported', 'is no directory')
        using directory = opendirSync(where as unknown as string, { encoding: 'buffer' as BufferEncoding, bufferSize: 1024 })
        const entries: DirEntry[] = []
        for (let entry = directory.readSync(); entry !== null && entries.length < max; entry = directory.readSync())
          entries.push({ name: textOf(entry.name as unknown as Uint8Array), type: typeOf(entry) })
        return entries
      })
    },
    digest: (path, algorithm, max = 512 << 20) =>
      opening(path, (fd, size) => {
        if (size > max) return gap(path, 'capped', 'too large to hash')
        const hash = createHash(algorithm)
        for (let offset = 0; offset <= max; ) {
          const part = readPart(fd, offset, chunk)
          if (part.length === 0) return hash.digest('hex')
          hash.update(part)
          offset += part.length
        }
        return gap(path, 'capped', 'grew while it was hashed')
      }),
    xattrs: path => gap(path, 'unsupported', 'extended attributes need raw system calls'),
  }
}

type Kinds = Pick<BigIntStats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'>

function typeOf(of: Kinds): FileType {
  if (of.isFile()) return 'file'
  if (of.isDirectory()) return 'directory'
  if (of.isSymbolicLink()) return 'symlink'
  if (of.isFIFO()) return 'fifo'
  if (of.isSocket()) return 'socket'
  if (of.isBlockDevice()) return 'block'
  return of.isCharacterDevice() ? 'character' : 'unknown'
}

function plainStat(s: BigIntStats): Stat {
  const dev = Number(s.dev)
  return {
    type: typeOf(s),
    mode: Number(s.mode) & 0o7777,
    uid: Number(s.uid),
    gid: Number(s.gid),
    size: Number(s.size),
    ino: Number(s.ino),
    dev: `${(dev >> 8) & 0xfff}:${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`,
    nlink: Number(s.nlink),
    mtime: instantOf(Number(s.mtimeMs)),
    ctime: instantOf(Number(s.ctimeMs)),
    btime: Number(s.birthtimeMs) > 0 ? instantOf(Number(s.birthtimeMs)) : undefined,
  }
}

function gapOfError(path: string, error: unknown): Gap {
  const { errno } = error as { errno?: number }
  return typeof errno === 'number' ? gapOfErrno(path, -errno) : gap(path, 'unsupported', 'cannot be read')
}
