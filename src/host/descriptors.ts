// System calls on descriptors: names are always single ones in an opened directory, so nothing can be swapped on the way. Results are minus errno.
import { createHash } from 'node:crypto'
import { bytesOf, textOf, writeBytes } from '../core/bytes.ts'
import { openFlags as flags } from './open-flags.ts'
import { errno, type Sys } from './sys.ts'

const atFdcwd = -100
const atEmptyPath = 0x1000
const atRemovedir = 0x200
/** RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH */
const resolveStrictly = 0x02n | 0x04n | 0x08n
const getFlags = 0x80086601n
const setFlags = 0x40086602n
const bufferSize = 1 << 20
const mostNames = 100_000
/** XATTR_SIZE_MAX and XATTR_LIST_MAX. */
const largestAttribute = 1 << 16

export const renameHow = { plain: 0, noReplace: 1, exchange: 2 } as const

export type Descriptors = ReturnType<typeof descriptors>

export function descriptors(sys: Sys) {
  const slots = [new Uint8Array(8192), new Uint8Array(8192)] as const
  const pointers = [sys.pointer(slots[0]), sys.pointer(slots[1])] as const
  const buffer = new Uint8Array(bufferSize)
  const bufferPointer = sys.pointer(buffer)
  const words = new BigInt64Array(4)
  const wordsPointer = sys.pointer(new Uint8Array(words.buffer))

  /** Address of a text with its closing NUL; paths are checked for length before they come here. */
  const put = (text: string, slot: 0 | 1 = 0): bigint => {
    const length = writeBytes(text, slots[slot])
    if (length === undefined || length === slots[slot].length) throw new RangeError('a name longer than any path')
    slots[slot][length] = 0
    return pointers[slot]
  }
  const byFd = (fd: number): bigint => put(`/proc/self/fd/${fd}`)
  const open = (dir: number, name: string, how: number, mode = 0): number => sys.call('openat', dir, put(name), how | flags.cloexec, mode)
  const close = (fd: number): void => void sys.call('close', fd)

  /** The directory component by component, as openat2 does it: for kernels before 5.6. */
  const walk = (root: number, path: string): number => {
    let at = open(root, '.', flags.path | flags.directory)
    for (const part of path.split('/').filter(Boolean)) {
      if (at < 0) return at
      const next = open(at, part, flags.path | flags.directory | flags.nofollow)
      const isLink = next < 0 && sys.call('readlinkat', at, put(part), bufferPointer, 1) >= 0
      close(at)
      at = isLink ? -errno.ELOOP : next
    }
    if (at < 0) return at
    const opened = open(at, '.', flags.readOnly | flags.directory)
    close(at)
    return opened
  }

  return {
    close,
    open,
    /** Any directory, its symlinks followed: what is to be a root. */
    openRoot: (directory: string): number => open(atFdcwd, directory, flags.path | flags.directory),
    /** A directory below a root, given without symlinks, "." and "..", for reading and flushing. */
    openDirectory(root: number, path: string): number {
      words[0] = BigInt(flags.readOnly | flags.directory | flags.cloexec)
      words[1] = 0n
      words[2] = resolveStrictly
      const fd = sys.call('openat2', root, put(path.replace(/^\/+/, '') || '.'), wordsPointer, 24)
      return -fd === errno.ENOSYS ? walk(root, path) : fd
    },
    /** The same file once more, with other rights. Only for what is known to be a regular file. */
    reopen(fd: number, how: number): number {
      const wanted = how | flags.nonblock | flags.noctty | flags.cloexec
      const opened = sys.call('openat', atFdcwd, byFd(fd), wanted | flags.noatime, 0)
      return opened >= 0 ? opened : sys.call('openat', atFdcwd, byFd(fd), wanted, 0)
    },
    /** At most `max` bytes from the start. */
    read(fd: number, max: number): Uint8Array | number {
      const parts: Uint8Array[] = []
      for (let done = 0; done < max; ) {
        const got = sys.call('pread64', fd, bufferPointer, Math.min(bufferSize, max - done), done)
        if (got < 0) return got
        if (got === 0) break
        parts.push(buffer.slice(0, got))
        done += got
      }
      return Buffer.concat(parts)
    },
    /** Digest of the whole file; undefined when it is longer than `max` or cannot be read. */
    sha256(fd: number, max: number): string | undefined {
      const hash = createHash('sha256')
      for (let done = 0; done <= max; ) {
        const got = sys.call('pread64', fd, bufferPointer, bufferSize, done)
        if (got < 0) return undefined
        if (got === 0) return hash.digest('hex')
        hash.update(buffer.subarray(0, got))
        done += got
      }
      return undefined
    },
    /** All bytes at the start of the file, in as few calls as possible (a file of /proc takes one only). */
    write(fd: number, bytes: Uint8Array): number {
      for (let done = 0; done < bytes.length; ) {
        const part = bytes.subarray(done, done + bufferSize)
        buffer.set(part)
        const put = sys.call('pwrite64', fd, bufferPointer, part.length, done)
        if (put < 0) return put
        done += put
      }
      return 0
    },
    /** A plain write(2), for /proc and cgroup files. */
    writeOnce(fd: number, bytes: Uint8Array): number {
      buffer.set(bytes)
      return sys.call('write', fd, bufferPointer, bytes.length)
    },
    truncate: (fd: number, size: number): number => sys.call('ftruncate', fd, size),
    sync: (fd: number): number => sys.call('fsync', fd),
    rename: (dir: number, from: string, to: string, how: number): number => sys.call('renameat2', dir, put(from, 0), dir, put(to, 1), how),
    link: (dir: number, from: string, to: string): number => sys.call('linkat', dir, put(from, 0), dir, put(to, 1), 0),
    unlink: (dir: number, name: string): number => sys.call('unlinkat', dir, put(name), 0),
    symlink: (target: string, dir: number, name: string): number => sys.call('symlinkat', put(target, 0), dir, put(name, 1)),
    makeDirectory: (path: string): number => sys.call('mkdirat', atFdcwd, put(path), 0o755),
    removeDirectory: (path: string): number => sys.call('unlinkat', atFdcwd, put(path), atRemovedir),
    makeDirectoryAt: (dir: number, name: string): number => sys.call('mkdirat', dir, put(name), 0o700),
    removeDirectoryAt: (dir: number, name: string): number => sys.call('unlinkat', dir, put(name), atRemovedir),
    readlink(fd: number): Uint8Array | number {
      const got = sys.call('readlinkat', fd, put(''), bufferPointer, 8192)
      return got < 0 ? got : buffer.slice(0, got)
    },
    /** Names in a directory that stand for this inode. */
    namesOf(fd: number, ino: number): readonly string[] {
      const again = open(fd, '.', flags.readOnly | flags.directory)
      const names: string[] = []
      for (let seen = 0; again >= 0 && seen < mostNames; ) {
        const got = sys.call('getdents64', again, bufferPointer, bufferSize)
        if (got <= 0) break
        const bytes = buffer.slice(0, got)
        const view = new DataView(bytes.buffer)
        for (let offset = 0; offset + 19 < got; offset += view.getUint16(offset + 16, true), seen++)
          if (Number(view.getBigUint64(offset, true)) === ino) names.push(textOf(bytes.slice(offset + 19, bytes.indexOf(0, offset + 19))))
      }
      if (again >= 0) close(again)
      return names
    },
    /** struct statx of a descriptor. */
    statx(fd: number, mask: number): Uint8Array | number {
      const result = sys.call('statx', fd, put(''), atEmptyPath, mask, bufferPointer)
      return result < 0 ? result : buffer.slice(0, 256)
    },
    chmod: (fd: number, mode: number): number => sys.call('fchmod', fd, mode),
    chown: (fd: number, uid: number, gid: number): number => sys.call('fchownat', fd, put(''), uid, gid, atEmptyPath),
    /** Nanoseconds since 1970. */
    times(fd: number, atime: bigint, mtime: bigint): number {
      const second = 1_000_000_000n
      for (const [i, time] of [atime, mtime].entries()) {
        const nanoseconds = ((time % second) + second) % second
        words[i * 2] = (time - nanoseconds) / second
        words[i * 2 + 1] = nanoseconds
      }
      return sys.call('utimensat', atFdcwd, byFd(fd), wordsPointer, 0)
    },
    /** Extended attributes; none where the file system has none. */
    attributes(fd: number): Record<string, Uint8Array> | number {
      const got = sys.call('listxattr', byFd(fd), bufferPointer, largestAttribute)
      if (got < 0) return -got === errno.EOPNOTSUPP ? {} : got
      const values: Record<string, Uint8Array> = {}
      for (const name of textOf(buffer.slice(0, got)).split('\0').filter(Boolean)) {
        const size = sys.call('getxattr', byFd(fd), put(name, 1), bufferPointer, largestAttribute)
        if (size >= 0) values[name] = buffer.slice(0, size)
        else if (-size !== errno.ENODATA) return size
      }
      return values
    },
    setAttribute(fd: number, name: string, value: Uint8Array): number {
      buffer.set(value)
      return sys.call('setxattr', byFd(fd), put(name, 1), bufferPointer, value.length, 0)
    },
    removeAttribute: (fd: number, name: string): number => sys.call('removexattr', byFd(fd), put(name, 1)),
    /** Inode flags of an opened file or directory; undefined where the file system has none. */
    flags(fd: number): number | undefined {
      words[0] = 0n
      return sys.call('ioctl', fd, getFlags, wordsPointer) < 0 ? undefined : Number(BigInt.asUintN(32, words[0]))
    },
    setFlags(fd: number, value: number): number {
      words[0] = BigInt(value)
      return sys.call('ioctl', fd, setFlags, wordsPointer)
    },
  }
}

/** Whether a text can be one name in a directory. */
export function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && bytesOf(name).length <= 255
}
