// The only door through which a host changes. Given to actions alone, and only together with a journalled undo.
import type { Gap } from './gap.ts'

/** Everything about one file that must come back byte for byte. Times in nanoseconds since 1970 as decimal strings. */
export interface FileState {
  readonly path: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly atime: string
  readonly mtime: string
  readonly nlink: number
  readonly dev: string
  readonly ino: number
  readonly size: number
  readonly sha256: string
  readonly immutable: boolean
  readonly appendOnly: boolean
  /** Values as base64. */
  readonly xattrs: Readonly<Record<string, string>>
  /** Target of a symlink; a regular file has none. */
  readonly link?: string | undefined
  /** All inode flags that can be set (FS_IOC_GETFLAGS), where the file system has them. */
  readonly flags?: number | undefined
  /** Times of the directory it stands in, and its +i and +a as inode flags: put back by `restore`. */
  readonly folder?: { readonly atime: string; readonly mtime: string; readonly locks?: number | undefined } | undefined
}

/** Identity of a process that no recycled pid can have. */
export interface ProcessState {
  readonly pid: number
  readonly startTicks: number
  /** "dev:ino" of the running program; '' when it has none. */
  readonly exe: string
}

/**
 * Changing files below one root. No component of a path may be a symlink; every act is on descriptors, checked against the state it was
 * planned on (device, inode, digest), and either done whole and flushed to disk or not at all.
 */
export interface FileControl {
  /** State and content of a regular file or symlink; a Gap for anything else. */
  capture(path: string, max: number): { readonly state: FileState; readonly bytes: Uint8Array } | Gap
  /**
   * Puts other bytes into a regular file, all metadata kept but the modification times of file and directory: cron daemons reload by them,
   * and would go on running what was cut out. To take it back use `restore`, which brings the times back as well.
   * Refused when the file is no longer `was`; nothing happens when it holds these bytes already.
   */
  rewrite(was: FileState, bytes: Uint8Array): Gap | undefined
  /** Takes the file away. Refused when it is no longer `was`. */
  remove(was: FileState): Gap | undefined
  /** Makes the file as it was, whatever stands there now, provided that is `instead` (undefined: nothing stands there). */
  restore(was: FileState, bytes: Uint8Array, instead: FileState | undefined): Gap | undefined
}

/** Stopping and ending processes of the running host. */
export interface ProcessControl {
  identify(pid: number): ProcessState | Gap
  /** Looks only: where each process (and each of its descendants) is now, by pid, for `thaw`; to be journalled before `freeze`. */
  homes(processes: readonly ProcessState[]): Readonly<Record<string, string>>
  /** Moves the processes and all their descendants into one group and freezes it; gives where each was, for `thaw`. */
  freeze(group: string, processes: readonly ProcessState[]): Readonly<Record<string, string>> | Gap
  /** Puts the processes back to where they were, running. */
  thaw(group: string, homes: Readonly<Record<string, string>>): Gap | undefined
  /** Ends the process; refused when the pid is another process by now. */
  kill(process: ProcessState): Gap | undefined
  /** Ends whatever is in the group, and removes it. */
  killAll(group: string): Gap | undefined
}

/** A unit as its manager has it in memory: "loaded" or "not-found" by its file, "active", "inactive", "failed" … by what it does. */
export interface ServiceUnit {
  readonly name: string
  readonly load: string
  readonly active: string
}

/** Managers of services and other daemons of the running host. A manager is 'system' for the first process, else the uid of a user's own. */
export interface ServiceControl {
  /** Has it read its units again, and waits until it has where it can tell. A user whose manager does not run has nothing to read. */
  reload(manager: string): Gap | undefined
  /** What it has in memory; a Gap 'absent' where there is no such manager. */
  units(manager: string): readonly ServiceUnit[] | Gap
  /** Stops units, waits until they are, and has it forget that they failed. Units that it does not know are stopped. */
  stop(manager: string, units: readonly string[]): Gap | undefined
  /** Has a daemon read its configuration again (SIGHUP). Refused where the signal would end the process. */
  hangUp(process: ProcessState): Gap | undefined
}

export interface HostControl {
  readonly files: FileControl
  /** Absent on a disk. */
  readonly processes?: ProcessControl | undefined
  /** Absent on a disk. */
  readonly services?: ServiceControl | undefined
}
