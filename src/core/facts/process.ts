// A process as the kernel tells it, and as its own argv claims.
import type { EntityId } from '../entity.ts'
import type { Instant } from '../instant.ts'

export interface Executable {
  /** Path as /proc/PID/exe says, without " (deleted)". */
  readonly path: string
  readonly deleted: boolean
  /** Runs from memory only (memfd_create). */
  readonly memfd: boolean
  readonly dev?: string
  readonly ino?: number
}

export interface OpenFile {
  readonly fd: number
  /** The link's text: a path, "socket:[123]", "anon_inode:…". */
  readonly target: string
}

export interface MapsSummary {
  /** Distinct file paths mapped executable, " (deleted)" kept. */
  readonly executableFiles: readonly string[]
  /** Number of anonymous mappings that are readable, writable and executable at once. */
  readonly anonymousRwx: number
  /** Largest anonymous mapping in bytes. */
  readonly largestAnonymous: number
}

/** What the process asked for and got over a short window of observation. */
export interface Demand {
  readonly windowMs: number
  /** On-CPU time in that window, in cores (1 = one core full). */
  readonly cpu: number
  /** Run-queue wait in that window, in cores: cpu + wait is the demand, whatever the neighbours take. */
  readonly wait: number
}

export interface Process {
  readonly id: EntityId<'process'>
  readonly pid: number
  readonly startTicks: number
  readonly startedAt?: Instant | undefined
  readonly ppid: number
  /** The parent, when it was seen. */
  readonly parent?: EntityId<'process'> | undefined
  /** comm: at most 15 bytes, set by anyone. */
  readonly name: string
  /** argv as the process shows it now; empty for kernel threads. */
  readonly argv: readonly string[]
  readonly state: string
  /** PF_KTHREAD is set: the kernel says that this is one of its own threads. */
  readonly kernelThread: boolean
  readonly exe?: Executable | undefined
  readonly cwd?: string | undefined
  /** Root directory when it is not the host's. */
  readonly root?: string | undefined
  /** NAME=value, as at exec; capped at 64 KiB. */
  readonly environ: readonly string[]
  /** Lines of /proc/PID/cgroup. */
  readonly cgroup: readonly string[]
  readonly container?: EntityId<'container'> | undefined
  /** Inode numbers by name: mnt, pid, net, user, … */
  readonly namespaces: Readonly<Record<string, string>>
  /** Real and effective user ids. */
  readonly uid: number
  readonly euid: number
  /** Login uid; undefined when never set (a service). */
  readonly loginUid?: number | undefined
  /** Effective capabilities, lower-case hex. */
  readonly capabilities: string
  readonly threads: number
  readonly nice: number
  /** User and system time in seconds since the start. */
  readonly cpuSeconds: number
  readonly residentBytes: number
  readonly virtualBytes: number
  readonly hugetlbBytes: number
  readonly maps?: MapsSummary | undefined
  readonly open: readonly OpenFile[]
  readonly demand?: Demand | undefined
  /** How it was seen: "list" (/proc), "probe" (signal or pidfd sweep), "cgroup", "task". Only some of them = hidden from the others. */
  readonly seenBy: readonly ('list' | 'probe' | 'cgroup' | 'task')[]
  /** A mount lies over /proc/PID. */
  readonly overmounted: boolean
}
