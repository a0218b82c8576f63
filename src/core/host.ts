// The one contract of every sight: a live host, a directory root, a snapshot and a host made of literals look the same to all who read.
import type { Gap } from './gap.ts'
import type { Instant } from './instant.ts'

export type FileType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'block' | 'character' | 'unknown'

export interface Stat {
  readonly type: FileType
  /** Permission bits with set-uid, set-gid and sticky (octal 0–7777). */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
  readonly ino: number
  /** major:minor */
  readonly dev: string
  readonly nlink: number
  readonly mtime: Instant | undefined
  readonly ctime: Instant | undefined
  /** Birth time where the file system keeps one. */
  readonly btime?: Instant | undefined
  /** Inode flag +i; undefined when the file system cannot say. */
  readonly immutable?: boolean | undefined
  /** Inode flag +a. */
  readonly appendOnly?: boolean | undefined
}

export interface DirEntry {
  /** Lossless text of the name (see bytes.ts). */
  readonly name: string
  readonly type: FileType
}

export interface Content {
  readonly bytes: Uint8Array
  /** False when the file is longer than what was read. */
  readonly whole: boolean
}

/**
 * Reading files. Paths are absolute within the host. Symlinks resolve inside the root and never lead out of it.
 * Nothing blocks on a FIFO or device, nothing throws: what cannot be had is a Gap ('absent' when there is no such file).
 */
export interface Files {
  lstat(path: string): Stat | Gap
  /** Follows symlinks. */
  stat(path: string): Stat | Gap
  /** The first `max` bytes (default 1 MiB) of a regular file, of a /proc or a /sys file. Follows symlinks. */
  read(path: string, max?: number): Content | Gap
  /** `length` bytes from `offset`, or fewer at the end of the file: for large files read in parts. */
  readAt(path: string, offset: number, length: number): Uint8Array | Gap
  readlink(path: string): string | Gap
  /** Names without "." and "..", the first `max` (default 100,000) in the order of the file system; a scan notes each listing that is cut short. */
  list(path: string, max?: number): readonly DirEntry[] | Gap
  /** Lower-case hex digest of the whole file, streamed; a Gap 'capped' past `max` bytes (default 512 MiB). */
  digest(path: string, algorithm: 'sha256' | 'sha1' | 'md5', max?: number): string | Gap
  /** Extended attributes by name, values raw; empty when there are none. */
  xattrs(path: string): Readonly<Record<string, Uint8Array>> | Gap
}

/** One answer that differs between two ways of asking the same thing: somebody lies. */
export interface Discrepancy {
  readonly source: 'list' | 'read' | 'stat'
  readonly path: string
  /** The names that only the raw system call showed (list), or a short account of the difference. */
  readonly detail: string
  readonly hidden: readonly string[]
}

/** One eBPF program or link that the kernel has loaded. */
export interface BpfObject {
  readonly id: number
  readonly kind: 'program' | 'link'
  readonly type: string
  readonly name: string
  readonly loadedByUid?: number
  readonly attachedTo?: string
}

/** What only a running kernel can tell and no file holds. A disk has none of it. */
export interface Volatile {
  /** Clock ticks per second (USER_HZ) and the page size in bytes. */
  readonly ticksPerSecond: number
  readonly pageSize: number
  /** Pids that answer to a signal-free probe (pidfd_open or kill 0) in 1..max, thread ids left out; none of the listings is trusted for it. */
  probePids(max: number): readonly number[] | Gap
  bpf(): readonly BpfObject[] | Gap
  /** Differences seen so far between libc's answers and the raw system call's. */
  discrepancies(): readonly Discrepancy[]
  /** Waits (blocking) so that a rate can be measured. */
  pause(ms: number): void
  /** Milliseconds of a clock that only goes forward. */
  monotonic(): number
  /** davylamp's own pid, so that it never accuses itself. */
  readonly ownPid: number
}

export type Origin =
  | { readonly kind: 'live' }
  | { readonly kind: 'disk'; readonly root: string }
  | { readonly kind: 'snapshot'; readonly taken: Instant }
  | { readonly kind: 'memory' }

export interface HostView {
  readonly name: string
  readonly platform: 'linux'
  readonly origin: Origin
  /** The moment of looking; a snapshot's is the moment it was taken. */
  readonly now: Instant
  readonly files: Files
  /** Absent when nothing runs (a disk): collectors that need it then yield a Gap. */
  readonly volatile?: Volatile
  /** The same host as seen from a directory taken as root (a container's /proc/PID/root): nothing leads out of it; without `volatile`. */
  inside(root: string): HostView
}
