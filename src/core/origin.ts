// What the things of an incident say of where they came from, taken while they were there: after the cleaning nobody can ask them any more.
import type { EntityId } from './entity.ts'
import type { Instant } from './instant.ts'

export interface Ancestor {
  readonly pid: number
  readonly name: string
  readonly exe: string
  readonly uid: number
}

export interface ProcessOrigin {
  readonly id: EntityId<'process'>
  readonly pid: number
  readonly name: string
  readonly exe: string
  readonly startedAt?: Instant | undefined
  readonly uid: number
  /** Who logged in for it; undefined for what no login started. */
  readonly loginUid?: number | undefined
  /** User and system time in seconds since it began. */
  readonly cpuSeconds: number
  /** Cores that it took while it was watched. */
  readonly cores?: number | undefined
  /** The last parts of its cgroup path: "ssh.service", "session-12.scope", "docker-….scope". */
  readonly cgroup: string
  readonly container?: EntityId<'container'> | undefined
  readonly cwd: string
  /** NAME=value of variables that tell who started it; the environment survives when the parent does not. */
  readonly environ: readonly string[]
  /** Parents up to the first process, the nearest first. */
  readonly ancestors: readonly Ancestor[]
}

export interface FileOrigin {
  readonly id: EntityId<'file'>
  readonly path: string
  readonly uid: number
  readonly ino: number
  readonly dev: string
  readonly size: number
  readonly btime?: Instant | undefined
  readonly ctime?: Instant | undefined
  readonly mtime?: Instant | undefined
}

export interface Origins {
  readonly processes: readonly ProcessOrigin[]
  readonly files: readonly FileOrigin[]
}
