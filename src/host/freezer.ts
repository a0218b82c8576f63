// Freezing control groups: one group of cgroup v2 or of the v1 freezer, made, filled, frozen and removed through its files.
import { bytesOf, textOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import type { Descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { openFlags } from './open-flags.ts'
import { errno } from './sys.ts'

export type FreezerKind = 'cgroup2' | 'freezer'

export interface Freezer {
  readonly kind: FreezerKind
  /** Path of the process's group below the mount. */
  homeOf(pid: number): string | undefined
  exists(group: string): boolean
  /** Makes the group, ready to freeze whoever enters. */
  make(group: string): Gap | undefined
  /** 0, or minus errno. */
  enter(group: string, pid: number): number
  /** Puts the process into the group of this path, made again if it is gone. */
  leaveFor(home: string, pid: number): number
  members(group: string): readonly number[]
  isFrozen(group: string): boolean
  thaw(group: string): void
  /** Ends all members; false where the kernel cannot do that in one step. */
  kill(group: string): boolean
  remove(group: string): Gap | undefined
}

const atFdcwd = -100
const prefix = 'davylamp.'
const folderOf = (group: string): string => (group.startsWith(prefix) ? group : `${prefix}${group}`)

/** The freezers of this host, the better one first. */
export function freezers(at: Descriptors, files: Files): readonly Freezer[] {
  const unified = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].find(path => !isGap(files.lstat(`${path}/cgroup.controllers`)))
  const legacy = ['/sys/fs/cgroup/freezer'].find(path => !isGap(files.lstat(`${path}/cgroup.procs`)))
  return [
    ...(unified === undefined ? [] : [freezer(at, files, unified, 'cgroup2')]),
    ...(legacy === undefined ? [] : [freezer(at, files, legacy, 'freezer')]),
  ]
}

function freezer(at: Descriptors, files: Files, mount: string, kind: FreezerKind): Freezer {
  const isUnified = kind === 'cgroup2'
  const below = (group: string, file = ''): string => `${mount}/${folderOf(group)}${file && `/${file}`}`
  const read = (path: string): string => {
    const content = files.read(path)
    return isGap(content) ? '' : textOf(content.bytes)
  }
  const write = (path: string, text: string): number => {
    const fd = at.open(atFdcwd, path, openFlags.writeOnly | openFlags.nofollow)
    if (fd < 0) return fd
    const result = at.writeOnce(fd, bytesOf(text))
    at.close(fd)
    return Math.min(result, 0)
  }
  const events = (group: string, key: string): string | undefined =>
    new RegExp(`^${key} (\\d+)$`, 'm').exec(read(below(group, 'cgroup.events')))?.[1]

  return {
    kind,
    homeOf(pid) {
      const line = isUnified ? /^0::(\/.*)$/m : /^\d+:(?:[^:\n]*,)?freezer(?:,[^:\n]*)?:(\/.*)$/m
      return line.exec(read(`/proc/${pid}/cgroup`))?.[1]
    },
    exists: group => !isGap(files.lstat(below(group))),
    make(group) {
      const made = at.makeDirectory(below(group))
      if (made < 0 && -made !== errno.EEXIST) return gapOfErrno(below(group), -made)
      const file = below(group, isUnified ? 'cgroup.freeze' : 'freezer.state')
      const ready = write(file, isUnified ? '1' : 'FROZEN')
      return ready < 0 ? gapOfErrno(file, -ready) : undefined
    },
    enter: (group, pid) => write(below(group, 'cgroup.procs'), String(pid)),
    leaveFor(home, pid) {
      const path = home.split('/').includes('..') ? mount : `${mount}${home}`.replace(/\/+$/, '')
      const moved = write(`${path}/cgroup.procs`, String(pid))
      if (-moved !== errno.ENOENT) return moved
      // A service manager takes an emptied group away; the way back leads into one of the same name.
      const parts = home.split('/').filter(Boolean)
      for (let i = 1; i <= parts.length; i++) at.makeDirectory(`${mount}/${parts.slice(0, i).join('/')}`)
      return write(`${path}/cgroup.procs`, String(pid))
    },
    members: group => read(below(group, 'cgroup.procs')).split('\n').filter(Boolean).map(Number),
    isFrozen(group) {
      if (isUnified) return events(group, 'frozen') === '1'
      if (read(below(group, 'freezer.state')).trim() === 'FROZEN') return true
      // A v1 group whose members were forking meanwhile stays FREEZING until it is told once more.
      write(below(group, 'freezer.state'), 'FROZEN')
      return false
    },
    thaw: group => void write(below(group, isUnified ? 'cgroup.freeze' : 'freezer.state'), isUnified ? '0' : 'THAWED'),
    kill: group => isUnified && write(below(group, 'cgroup.kill'), '1') >= 0,
    remove(group) {
      const removed = at.removeDirectory(below(group))
      if (removed >= 0 || -removed === errno.ENOENT) return undefined
      return -removed === errno.EBUSY ? gap(below(group), 'unsupported', 'processes are left in it') : gapOfErrno(below(group), -removed)
    },
  }
}
