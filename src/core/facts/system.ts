// Packages, kernel, logs, security agents, and how hard the machine works.
import type { EntityId } from '../entity.ts'
import type { Instant } from '../instant.ts'

export interface Package {
  readonly manager: 'dpkg' | 'rpm' | 'apk'
  readonly name: string
  readonly version: string
  readonly installed: boolean
}

/** One system command or library compared with the checksum its package recorded. */
export interface Verification {
  readonly file: EntityId<'file'>
  readonly path: string
  readonly package: string
  readonly result: 'intact' | 'modified' | 'missing' | 'unverifiable'
  /** Checksum as recorded; "-> target" where a link belongs. */
  readonly expected: string
  readonly actual: string
  /** Permission bits, when it is a regular file. */
  readonly mode?: number | undefined
  /** Unpackaged files beside it that hold the recorded content: the command was renamed or copied. */
  readonly sameContentAt?: readonly string[] | undefined
  /** An archive in the package manager's cache that holds the recorded content. */
  readonly archive?: string | undefined
}

export interface KernelModule {
  readonly id: EntityId<'module'>
  readonly name: string
  /** /proc/modules, /sys/module (with an initstate), /proc/kallsyms. */
  readonly seenBy: readonly ('proc' | 'sys' | 'kallsyms')[]
  /** Taint letters of the module itself, such as "OE". */
  readonly taint: string
  /** Path under /lib/modules, when there is one. */
  readonly file?: string | undefined
}

export interface Mount {
  readonly source: string
  readonly target: string
  readonly type: string
  readonly options: string
  /** Root of the mount within its file system (mountinfo field 4). */
  readonly root: string
}

export interface Kernel {
  readonly release: string
  readonly bootedAt?: Instant | undefined
  /** /proc/sys/kernel/tainted, bit mask. */
  readonly tainted: number
  readonly corePattern: string
  readonly pidMax: number
  /** Pages by node: nr_hugepages as configured. */
  readonly hugepages: readonly { readonly path: string; readonly count: number }[]
  /** The msr module is loaded, and whether it lets anyone write ("on", "off", "default"). */
  readonly msr: { readonly loaded: boolean; readonly allowWrites: string }
  readonly preload: readonly { readonly path: string; readonly line: number }[]
  /** Sysctl settings that matter here, by name. */
  readonly sysctl: Readonly<Record<string, string>>
}

export interface BinaryFormat {
  readonly name: string
  readonly interpreter: string
  readonly text: string
}

/** Foreign code in davylamp's own process, or a loader hook that could put it there. */
export interface SelfIntegrity {
  /** Executable mappings of our own process that belong to neither our runtime nor a system library we asked for. */
  readonly foreign: readonly string[]
  /** LD_* variables davylamp was started with. */
  readonly environment: readonly string[]
  readonly rawCalls: boolean
}

export interface LogFile {
  readonly path: string
  readonly size: number
  readonly mtime?: Instant | undefined
  readonly ctime?: Instant | undefined
  readonly btime?: Instant | undefined
  /** Times of the first and the last entry as far as they can be read. */
  readonly first?: Instant | undefined
  readonly last?: Instant | undefined
  /** What is odd about it: "empty", "symlink to /dev/null", "hole of NUL bytes", "gap of 30 h", "missing". */
  readonly oddities: readonly string[]
}

export interface SecurityAgent {
  readonly name: string
  readonly vendor: string
  /** Installed, running, or only remains are left. */
  readonly state: 'running' | 'installed' | 'remains'
  readonly paths: readonly string[]
}

export interface GpuUse {
  readonly device: string
  readonly process: EntityId<'process'>
}

export interface VitalSigns {
  readonly cores: number
  readonly load: readonly number[]
  readonly memoryTotal: number
  readonly memoryAvailable: number
  /** Share of all cores busy in the window (0–1), as /proc/stat says. */
  readonly cpuBusy?: number | undefined
  /** Cores busy by /proc/stat minus the sum over visible processes in the same window: what nobody admits to. */
  readonly cpuUnexplained?: number | undefined
  readonly windowMs?: number | undefined
  readonly disks: readonly { readonly name: string; readonly readBytes: number; readonly writtenBytes: number }[]
}
