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

/** Everything about one directory but what is in it. */
export type DirectoryState = Omit<FileState, 'nlink' | 'size' | 'sha256' | 'link'>

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
  captureDirectory(path: string): DirectoryState | Gap
  /** Takes an empty directory away. Refused when it is no longer `was`, or holds anything. */
  removeDirectory(was: DirectoryState): Gap | undefined
  /** Makes the directory as it was, without what was in it; one that stands there is brought to that state. */
  restoreDirectory(was: DirectoryState): Gap | undefined
}

/** Stopping and ending processes of the running host. */
export interface ProcessControl {
  identify(pid: number): ProcessState | Gap
  /** Looks only: where each process (and each of its descendants) is now, by pid, for `thaw`; to be journalled before `freeze`. */
  homes(processes: readonly ProcessState[]): Readonly<Record<string, string>>
  /** Moves the processes and all their descendants but the spared into one group and freezes it; gives where each was, for `thaw`. */
  freeze(group: string, processes: readonly ProcessState[], spared?: readonly ProcessState[]): Readonly<Record<string, string>> | Gap
  /** Puts the processes back to where they were, running. */
  thaw(group: string, homes: Readonly<Record<string, string>>): Gap | undefined
  /** Ends the process; refused when the pid is another process by now. */
  kill(process: ProcessState): Gap | undefined
  /**
   * Ends whatever is in the group, and removes it: the processes, their descendants, and whoever was born in it. Refused when somebody else
   * is in it. Where there are no groups, ends those that were stopped.
   */
  killAll(group: string, processes: readonly ProcessState[]): Gap | undefined
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

/** An address or a network ("192.0.2.0/24"); with a port, only TCP and UDP to and from that port of it. */
export interface Endpoint {
  readonly address: string
  readonly port?: number | undefined
}

/** What must go on working while a host is cut off. All are addresses; management may hold networks. */
export interface Lifelines {
  /** From where the operator is connected, and to which of our TCP ports. */
  readonly operators: readonly string[]
  readonly ports: readonly number[]
  /** Everything to and from these stays open: the console, a jump host. */
  readonly management: readonly string[]
  readonly resolvers: readonly string[]
}

/**
 * What the network may not carry any more. addresses: nothing to or from them, forwarded traffic of containers included · cgroup: no socket
 * that is opened in it (cgroup v2; `id` is the inode number of its directory, `depth` 1 below the mount; sockets opened before count as where
 * they were opened) · uid: nothing that this account sends · host: nothing but the lifelines, loopback, DHCP, NTP and neighbour discovery ·
 * members: nothing to or from the addresses and networks that are in its set "banned", as long as they are · egress: conversations are begun
 * only with `endpoints` (of this transport, at this port), with those in its set "named" (`named` to begin with), with the lifelines and, forwarded, with the networks
 * `inside`; whom else somebody wanted to reach is kept in its set "refused". In mode "monitor" everything passes all the same.
 */
export type NetworkPolicy =
  | { readonly kind: 'addresses'; readonly endpoints: readonly Endpoint[] }
  | { readonly kind: 'cgroup'; readonly id: string; readonly depth: number }
  | { readonly kind: 'uid'; readonly uid: number }
  | { readonly kind: 'host'; readonly lifelines: Lifelines }
  | { readonly kind: 'members' }
  | {
      readonly kind: 'egress'
      readonly mode: 'monitor' | 'block'
      readonly endpoints: readonly Service[]
      readonly named: readonly Member[]
      readonly inside: readonly string[]
      readonly lifelines: Lifelines
    }

/** One port of an address. */
export interface Service {
  readonly address: string
  readonly transport: 'tcp' | 'udp'
  readonly port: number
}

/** The sets of a policy whose members come and go while it is in force. */
export type LivingSet = 'banned' | 'named' | 'refused'

/** Who is in such a set: an address or a network, and where the set tells ports, one of them. */
export interface Member {
  readonly address: string
  /** "tcp", "udp", "icmp", "icmp6", or the number of another protocol. */
  readonly transport?: string | undefined
  readonly port?: number | undefined
  /** Until the kernel takes it out by itself; for good when undefined. */
  readonly seconds?: number | undefined
  /** How many of its packets were met. */
  readonly packets?: number | undefined
}

/** What the kernel holds for one policy, as plain JSON: only for putting it back. */
export type NetworkState = Readonly<Record<string, unknown>>

/** Policies by name, each in force on its own, in a table or in chains that are davylamp's alone. Nobody else's rules are read or changed. */
export interface NetworkControl {
  /** Whether the packet filter of this kernel can carry out this kind of policy. */
  carries(kind: NetworkPolicy['kind']): boolean
  /** What stands under the name; undefined when nothing does. */
  capture(name: string): NetworkState | undefined | Gap
  /**
   * In place of what stands under the name, in one atomic step. With `seconds`, the kernel itself lifts it after that time unless it is
   * confirmed: also when davylamp is dead by then.
   */
  install(name: string, policy: NetworkPolicy, seconds?: number): Gap | undefined
  /** Makes lasting what would lift itself; a Gap when it has done so. */
  confirm(name: string): Gap | undefined
  /** As it was captured. */
  restore(name: string, was: NetworkState | undefined): Gap | undefined
  /** Whether exactly this stands under the name, for good, whoever is in its living sets. */
  holds(name: string, policy: NetworkPolicy): Gap | undefined
  /** What the lifelines promise and that works right now, by name: loopback, each resolver that answers, each connection of the operator that moves. */
  working(lifelines: Lifelines): readonly string[]
  /** A Gap when something gets out that the policy forbids. Nothing that is sent for it goes beyond the first router. */
  leak(policy: NetworkPolicy): Gap | undefined
  /** Puts members into a living set of the policy, or gives those that are there another time to stay; all of them or none. */
  enrol(name: string, set: LivingSet, members: readonly Member[]): Gap | undefined
  /** Takes members out; those that are not there are out already. */
  dismiss(name: string, set: LivingSet, members: readonly Member[]): Gap | undefined
  /** A Gap 'absent' when the policy is not in force. */
  members(name: string, set: LivingSet): readonly Member[] | Gap
}

/** Mounts that hide a process: nothing but what lies on /proc/PID or below can be named. */
export interface MountControl {
  /** "source root type" of each mount on the target, the lowest first; empty when there is none. */
  on(target: string): readonly string[] | Gap
  /** Takes all of them off. */
  unmount(target: string): Gap | undefined
  /** Lays a directory or file over the target. */
  bind(source: string, target: string): Gap | undefined
}

/** Containers of a running daemon, each by its id. */
export interface ContainerControl {
  /** "no", "always", "unless-stopped" or "on-failure". */
  restartPolicy(container: string): string | Gap
  setRestartPolicy(container: string, policy: string): Gap | undefined
}

/** Where a Redis saves what it holds. */
export interface DumpPlace {
  readonly directory: string
  readonly file: string
}

/** Running Redis servers, each by the port of 127.0.0.1 that it listens on. */
export interface DumpControl {
  place(port: number): DumpPlace | Gap
  /** Nothing is saved by it, and its configuration file stays as it is. */
  setPlace(port: number, place: DumpPlace): Gap | undefined
}

export interface HostControl {
  readonly files: FileControl
  /** Absent on a disk. */
  readonly processes?: ProcessControl | undefined
  /** Absent on a disk. */
  readonly services?: ServiceControl | undefined
  /** Absent on a disk. */
  readonly network?: NetworkControl | undefined
  /** Absent on a disk. */
  readonly mounts?: MountControl | undefined
  /** Absent on a disk. */
  readonly containers?: ContainerControl | undefined
  /** Absent on a disk. */
  readonly dumps?: DumpControl | undefined
}
