// Files by raw system calls below one root: openat2 keeps every symlink inside, O_PATH comes first so that no FIFO or device is ever opened.
import { createHash } from 'node:crypto'
import { bytesOf, textOf, writeBytes } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { DirEntry, Files, Stat } from '../core/host.ts'
import { parseDirents } from './dirents.ts'
import { gapOfErrno, gapOfType } from './errno.ts'
import { openFlags as flags } from './open-flags.ts'
import { parseStatx, statxMask, statxSize } from './statx.ts'
import { errno, type Sys } from './sys.ts'

const atFdcwd = -100
const atEmptyPath = 0x1000
const resolveInRoot = 0x10
const resolveNoMagicLinks = 0x02
const bufferSize = 1 << 20

/** How far symlinks may lead: 'host' is the kernel's own view; a file descriptor of a directory is a root that nothing leads out of (negative: minus errno). */
export type Root = 'host' | { readonly fd: number }

/** A directory below a root as a root of its own, symlinks resolved inside the first; when it cannot be opened, every question to it says why. */
export function rootBelow(sys: Sys, parent: Root, path: string): Root {
  const name = new Uint8Array([...bytesOf(path), 0])
  if (parent === 'host') return { fd: sys.call('openat', atFdcwd, sys.pointer(name), flags.path | flags.cloexec, 0) }
  if (parent.fd < 0) return parent
  const how = new BigUint64Array([BigInt(flags.path | flags.cloexec), 0n, BigInt(resolveInRoot | resolveNoMagicLinks)])
  return { fd: sys.call('openat2', parent.fd, sys.pointer(name), sys.pointer(new Uint8Array(how.buffer)), 24) }
}

export function rawFiles(sys: Sys, root: Root): Files {
  const pathBytes = new Uint8Array(8192)
  const pathPointer = sys.pointer(pathBytes)
  const buffer = new Uint8Array(bufferSize)
  const bufferPointer = sys.pointer(buffer)
  const statBytes = new Uint8Array(statxSize)
  const statPointer = sys.pointer(statBytes)
  const how = new BigUint64Array(3)
  const howPointer = sys.pointer(new Uint8Array(how.buffer))
  const nameBytes = new Uint8Array(512)
  const namePointer = sys.pointer(nameBytes)

  const setPath = (path: string): boolean => {
    const length = writeBytes(path, pathBytes)
    if (length === undefined || length >= 4096 || path.includes('\0')) return false
    pathBytes[length] = 0
    return true
  }
  const openPath = (path: string, follow: boolean): number | Gap => {
    if (root !== 'host' && root.fd < 0) return gapOfErrno(path, -root.fd)
    if (!setPath(path)) return gap(path, 'malformed', 'path too long or with a NUL')
    const wanted = flags.path | flags.cloexec | (follow ? 0 : flags.nofollow)
    let fd: number
    if (root === 'host') fd = sys.call('openat', atFdcwd, pathPointer, wanted, 0)
    else {
      how[0] = BigInt(wanted)
      how[1] = 0n
      how[2] = BigInt(resolveInRoot | resolveNoMagicLinks)
      fd = sys.call('openat2', root.fd, pathPointer, howPointer, 24)
    }
    return fd < 0 ? gapOfErrno(path, -fd) : fd
  }
  const reopen = (path: string, fd: number, extra: number): number | Gap => {
    setPath(`/proc/self/fd/${fd}`)
    const wanted = flags.nonblock | flags.noctty | flags.cloexec | extra
    let opened = sys.call('openat', atFdcwd, pathPointer, wanted | flags.noatime, 0)
    if (opened < 0) opened = sys.call('openat', atFdcwd, pathPointer, wanted, 0)
    return opened < 0 ? gapOfErrno(path, -opened) : opened
  }
  const statFd = (path: string, fd: number): Stat | Gap => {
    pathBytes[0] = 0
    const result = sys.call('statx', fd, pathPointer, atEmptyPath, statxMask, statPointer)
    return result < 0 ? gapOfErrno(path, -result) : parseStatx(statBytes)
  }
  const using = <T>(path: string, follow: boolean, act: (fd: number) => T | Gap): T | Gap => {
    const fd = openPath(path, follow)
    if (isGap(fd)) return fd
    try {
      return act(fd)
    } finally {
      sys.call('close', fd)
    }
  }
  const opening = <T>(path: string, type: 'file' | 'directory', act: (fd: number, stat: Stat) => T | Gap): T | Gap =>
    using(path, true, pathFd => {
      const stat = statFd(path, pathFd)
      if (isGap(stat)) return stat
      if (stat.type !== type) return type === 'file' ? gapOfType(path, stat.type) : gap(path, 'unsupported', 'is no directory')
      const fd = reopen(path, pathFd, type === 'directory' ? flags.directory : 0)
      if (isGap(fd)) return fd
      try {
        return act(fd, stat)
      } finally {
        sys.call('close', fd)
      }
    })
  const readInto = (path: string, fd: number, offset: number, length: number): Uint8Array | Gap => {
    const parts: Uint8Array[] = []
    for (let done = 0; done < length; ) {
      const got = sys.call('pread64', fd, bufferPointer, Math.min(bufferSize, length - done), offset + done)
      if (got < 0) return parts.length > 0 ? Buffer.concat(parts) : gapOfErrno(path, -got)
      if (got === 0) break
      parts.push(buffer.slice(0, got))
      done += got
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  return {
    lstat: path => using(path, false, fd => statFd(path, fd)),
    stat: path => using(path, true, fd => statFd(path, fd)),
    read: (path, max = 1 << 20) =>
      opening(path, 'file', fd => {
        const bytes = readInto(path, fd, 0, max + 1)
        if (isGap(bytes)) return bytes
        return bytes.length > max ? { bytes: bytes.slice(0, max), whole: false } : { bytes, whole: true }
      }),
    readAt: (path, offset, length) => opening(path, 'file', fd => readInto(path, fd, offset, length)),
    readlink: path =>
      using(path, false, fd => {
        pathBytes[0] = 0
        const got = sys.call('readlinkat', fd, pathPointer, bufferPointer, 4096)
        if (got >= 0) return textOf(buffer.slice(0, got))
        const noLink = -got === errno.EINVAL || -got === errno.ENOENT
        return noLink ? gap(path, 'unsupported', 'is no symbolic link') : gapOfErrno(path, -got)
      }),
    list: (path, max = 100_000) =>
      opening(path, 'directory', fd => {
        const entries: DirEntry[] = []
        while (entries.length < max) {
          const got = sys.call('getdents64', fd, bufferPointer, bufferSize)
          if (got < 0) return entries.length > 0 ? entries : gapOfErrno(path, -got)
          if (got === 0) break
          for (const entry of parseDirents(buffer.subarray(0, got))) entries.push(entry)
        }
        return entries.slice(0, max)
      }),
    digest: (path, algorithm, max = 512 << 20) =>
      opening(path, 'file', (fd, { size }) => {
        if (size > max) return gap(path, 'capped', 'too large to hash')
        const hash = createHash(algorithm)
        for (let offset = 0; offset <= max; ) {
          const got = sys.call('pread64', fd, bufferPointer, bufferSize, offset)
          if (got < 0) return gapOfErrno(path, -got)
          if (got === 0) return hash.digest('hex')
          hash.update(buffer.subarray(0, got))
          offset += got
        }
        return gap(path, 'capped', 'grew while it was hashed')
      }),
    xattrs: path =>
      using(path, true, fd => {
        setPath(`/proc/self/fd/${fd}`)
        const got = sys.call('listxattr', pathPointer, bufferPointer, 65536)
        if (got < 0) return -got === errno.EOPNOTSUPP ? {} : gapOfErrno(path, -got)
        const values: Record<string, Uint8Array> = {}
        for (const name of textOf(buffer.slice(0, got)).split('\0').filter(Boolean)) {
          const bytes = bytesOf(name)
          if (bytes.length >= nameBytes.length) continue
          nameBytes.set(bytes)
          nameBytes[bytes.length] = 0
          const size = sys.call('getxattr', pathPointer, namePointer, bufferPointer, 65536)
          values[name] = size < 0 ? new Uint8Array() : buffer.slice(0, size)
        }
        return values
      }),
  }
}
