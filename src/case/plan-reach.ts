// What the malware could get at: as whom it ran or could come to run, and what such an account may read.
import type { EntityId } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { isGap } from '../core/gap.ts'
import type { Stat } from '../core/host.ts'
import type { Ground } from './plan-draft.ts'
import { suspectsOf } from './plan-processes.ts'

export interface Reach {
  /** Numeric ids; 0 is everything. */
  readonly uids: ReadonlySet<number>
  /** A regular file with content that one of them may read, every directory above it included. */
  canRead(path: string): boolean
  /** Processes whose environment it could read: its own, those of the same account or container. */
  readonly processes: readonly Process[]
}

export function reachOf(ground: Ground): Reach {
  const { facts, host } = ground
  const uids = uidsOf(ground)
  const gids = new Set(facts.users.filter(u => uids.has(u.uid)).map(u => u.gid))
  const all = uids.has(0)
  const has = ({ uid, gid, mode }: Stat, bit: 4 | 1): boolean => {
    if (uids.has(uid)) return (mode & (bit << 6)) !== 0
    return (mode & (gids.has(gid) ? bit << 3 : bit)) !== 0
  }
  const entered = new Map<string, boolean>()
  const canEnter = (directory: string): boolean => {
    const known = entered.get(directory)
    if (known !== undefined || all || directory === '') return known ?? true
    const stat = host.files.stat(directory)
    const can = !isGap(stat) && has(stat, 1) && canEnter(directory.slice(0, directory.lastIndexOf('/')))
    entered.set(directory, can)
    return can
  }
  const suspects = suspectsOf(ground)
  const accused = new Set(suspects.map(p => p.id))
  const containers = new Set(suspects.flatMap(p => p.container ?? []))
  return {
    uids,
    canRead(path) {
      const stat = host.files.stat(path)
      if (isGap(stat) || stat.type !== 'file' || stat.size === 0) return false
      return all || (uids.size > 0 && has(stat, 4) && canEnter(path.slice(0, path.lastIndexOf('/'))))
    },
    processes: facts.processes.filter(
      p =>
        accused.has(p.id) ||
        (p.container !== undefined && containers.has(p.container)) ||
        ((all || uids.has(p.uid)) && p.pid !== host.volatile?.ownPid),
    ),
  }
}

/** Mounts through which a container's root becomes the host's. */
const ways = /^\/(?:$|etc|root|home|proc|dev|(?:var\/)?run\/(?:docker|containerd|crio|podman))/

/** User ids the malware ran as or could come to run as on the host; in a container it stays there, unless that one is open to the host. */
function uidsOf({ facts, accused, ...ground }: Ground): ReadonlySet<number> {
  const open = new Set(facts.containers.filter(c => c.privileged || c.hostMounts.some(m => ways.test(m))).map(c => c.id))
  const outside = (container: EntityId<'container'> | undefined): boolean => container === undefined || open.has(container)
  const uids = new Set(
    suspectsOf({ facts, accused, ...ground })
      .filter(p => outside(p.container))
      .map(p => p.euid),
  )
  for (const { id, stat, container } of facts.files) if (accused.has(id) && outside(container)) uids.add(stat.uid)
  for (const { id, user } of facts.autostarts) {
    const uid = accused.has(id) ? facts.users.find(u => u.name === user)?.uid : undefined
    if (uid !== undefined) uids.add(uid)
  }
  return uids
}
