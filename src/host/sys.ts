// The one door to the kernel: system calls by number through libc's own `syscall`, which no preloaded hook of open, readdir or stat bends.
import { createRequire } from 'node:module'

/** Numbers by architecture (asm-generic for arm64). */
const numbers = {
  x64: {
    close: 3,
    mmap: 9,
    ppoll: 271,
    pread64: 17,
    listxattr: 194,
    getxattr: 191,
    getdents64: 217,
    openat: 257,
    readlinkat: 267,
    bpf: 321,
    connect: 42,
    getsockopt: 55,
    mount: 165,
    umount2: 166,
    statx: 332,
    openat2: 437,
    pidfd_open: 434,
    kill: 62,
    exit_group: 231,
    write: 1,
    pwrite64: 18,
    ioctl: 16,
    fsync: 74,
    ftruncate: 77,
    fchmod: 91,
    setxattr: 188,
    removexattr: 197,
    mkdirat: 258,
    fchownat: 260,
    unlinkat: 263,
    linkat: 265,
    symlinkat: 266,
    utimensat: 280,
    renameat2: 316,
    pidfd_send_signal: 424,
    socket: 41,
    sendto: 44,
    recvfrom: 45,
    bind: 49,
    setsockopt: 54,
    setfsuid: 122,
  },
  arm64: {
    close: 57,
    mmap: 222,
    ppoll: 73,
    pread64: 67,
    listxattr: 11,
    getxattr: 8,
    getdents64: 61,
    openat: 56,
    readlinkat: 78,
    bpf: 280,
    connect: 203,
    getsockopt: 209,
    mount: 40,
    umount2: 39,
    statx: 291,
    openat2: 437,
    pidfd_open: 434,
    kill: 129,
    exit_group: 94,
    write: 64,
    pwrite64: 68,
    ioctl: 29,
    fsync: 82,
    ftruncate: 46,
    fchmod: 52,
    setxattr: 5,
    removexattr: 14,
    mkdirat: 34,
    fchownat: 54,
    unlinkat: 35,
    linkat: 37,
    symlinkat: 36,
    utimensat: 88,
    renameat2: 276,
    pidfd_send_signal: 424,
    socket: 198,
    sendto: 206,
    recvfrom: 207,
    bind: 200,
    setsockopt: 208,
    setfsuid: 151,
  },
} as const

export type Syscall = keyof (typeof numbers)['x64']

export interface Sys {
  /** The call's result, or minus errno. Pointers are given as bigint from `pointer`. */
  call(name: Syscall, ...args: readonly (number | bigint)[]): number
  /** Address of a buffer's bytes; valid as long as the buffer lives. */
  pointer(buffer: Uint8Array): bigint
}

/** Of errno.h, the same on every architecture served here. */
export const errno = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  EINVAL: 22,
  ENOTTY: 25,
  ENOSYS: 38,
  ELOOP: 40,
  ENODATA: 61,
  ERESTART: 85,
  EPROTONOSUPPORT: 93,
  EOPNOTSUPP: 95,
  EAFNOSUPPORT: 97,
} as const

interface Ffi {
  dlopen(
    path: string | null,
    functions: Record<string, { arguments: readonly string[]; return: string }>,
  ): { functions: Record<string, (...args: bigint[]) => bigint> }
  getRawPointer(source: Uint8Array): bigint
  getInt32(pointer: bigint): number
  toArrayBuffer(pointer: bigint, length: number, copy: boolean): ArrayBuffer
}

/** What native code still points to: a library collected as garbage takes its functions along, a buffer its memory. */
export const keptAlive: unknown[] = []

let opened: Sys | undefined | null = null

/** The system call interface, or undefined where this runtime or architecture has none (plain node:fs is then all there is). */
export function openSys(): Sys | undefined {
  if (opened === null) opened = tryOpen()
  return opened
}

function tryOpen(): Sys | undefined {
  const table = numbers[process.arch as keyof typeof numbers]
  if (process.platform !== 'linux' || table === undefined) return undefined
  const ffi = loadFfi()
  if (ffi === undefined) return undefined
  const word = 'i64'
  const libc = ffi.dlopen('libc.so.6', {
    syscall: { arguments: [word, word, word, word, word, word, word], return: word },
    __errno_location: { arguments: [], return: 'pointer' },
  })
  keptAlive.push(libc)
  const { syscall, __errno_location: errnoLocation } = libc.functions
  if (syscall === undefined || errnoLocation === undefined) return undefined
  const big = (value: number | bigint | undefined): bigint => (typeof value === 'bigint' ? value : BigInt(value ?? 0))
  return {
    call(name, ...args) {
      const result = Number(syscall(big(table[name]), big(args[0]), big(args[1]), big(args[2]), big(args[3]), big(args[4]), big(args[5])))
      return result === -1 ? -ffi.getInt32(errnoLocation()) : result
    },
    pointer: buffer => ffi.getRawPointer(buffer),
  }
}

/** Memory that the kernel mapped, in place; it must never be unmapped while the view lives. */
export function mappedMemory(address: number, length: number): Uint8Array<ArrayBuffer> | undefined {
  const view = loadFfi()?.toArrayBuffer(BigInt(address), length, false)
  return view === undefined ? undefined : new Uint8Array(view)
}

function loadFfi(): Ffi | undefined {
  const emitWarning = process.emitWarning
  process.emitWarning = () => {}
  try {
    return createRequire(import.meta.url)('node:ffi') as Ffi
  } catch {
    return undefined
  } finally {
    process.emitWarning = emitWarning
  }
}
