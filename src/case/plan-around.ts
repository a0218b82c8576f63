// What guards must know of the moment: who is the operator, what the plan adds up to, and whether the kernel can be believed.
import { textOf } from '../core/bytes.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Around } from './guards/guard.ts'
import { idsOf, removedPath } from './guards/guard.ts'
import { isAtLeast } from './infer.ts'
import { lifelinesOf } from './lifelines.ts'
import type { Draft, Ground } from './plan-draft.ts'

const deepest = 200
const liars = new Set(['hidden-process', 'hidden-module'])

/** Findings that only a changed kernel explains: raw system calls lie. */
export function kernelLies(findings: readonly Finding[]): boolean {
  return findings.some(f => liars.has(f.detector) && isAtLeast(f.severity, 'high'))
}

/** What a person said, and what the scan found. */
export interface Moment {
  readonly approved: boolean
  readonly findings: readonly Finding[]
  readonly management?: readonly string[] | undefined
  readonly isShared?: ((address: string) => boolean) | undefined
  readonly carries?: Around['carries'] | undefined
  readonly ownAddresses?: readonly string[] | undefined
}

export function aroundOf(
  ground: Pick<Ground, 'host' | 'facts' | 'accused'>,
  drafts: readonly Draft[],
  { approved, findings, management = [], isShared = () => false, carries = () => true, ownAddresses = [] }: Moment,
): Around {
  const { host, facts, accused } = ground
  const session = sessionOf(host, facts)
  const removed = drafts.filter(d => removedPath(d) !== undefined)
  return {
    hostName: host.name,
    approved,
    session,
    sessionUsers: usersOf(session, facts),
    accused,
    onDisk: onDiskOf(host, facts),
    totals: {
      processes: new Set(drafts.flatMap(idsOf)).size,
      files: removed.length,
      bytes: removed.reduce((sum, d) => sum + Number(d.detail['size'] ?? 0), 0),
    },
    kernelLies: kernelLies(findings),
    lifelines: lifelinesOf(session, facts, management),
    isShared,
    carries,
    ownAddresses,
  }
}

/** davylamp, its ancestors up to the first process, and everything it started; nobody on a disk. */
export function sessionOf({ volatile, files, origin }: HostView, { processes }: Facts): ReadonlySet<number> {
  if (volatile === undefined || origin.kind === 'disk') return new Set()
  const parents = new Map(processes.map(p => [p.pid, p.ppid]))
  const parentOf = (pid: number): number => {
    const status = files.read(`/proc/${pid}/status`)
    const told = isGap(status) ? undefined : /^PPid:\s*(\d+)$/m.exec(textOf(status.bytes))?.[1]
    return told === undefined ? (parents.get(pid) ?? 0) : Number(told)
  }
  const session = new Set<number>()
  for (let pid = volatile.ownPid; pid > 0 && !session.has(pid) && session.size < deepest; pid = parentOf(pid)) session.add(pid)
  const own = new Set([volatile.ownPid])
  for (let grew = true; grew; ) {
    grew = false
    for (const { pid, ppid } of processes) {
      if (!own.has(ppid) || own.has(pid)) continue
      own.add(pid)
      grew = true
    }
  }
  return new Set([...session, ...own])
}

/** Uid 0 may have several names: the operator goes by root and by the names his own environment tells. */
function usersOf(session: ReadonlySet<number>, { processes, users }: Facts): ReadonlySet<string> {
  const own = processes.filter(p => session.has(p.pid) && p.pid !== 1)
  const uids = new Set(own.flatMap(p => [p.uid, p.loginUid ?? p.uid]).filter(uid => uid !== 0))
  const told = own.flatMap(p => p.environ).flatMap(v => /^(?:SUDO_USER|LOGNAME|USER)=(.+)$/s.exec(v)?.[1] ?? [])
  return new Set(['root', ...users.filter(u => uids.has(u.uid)).map(u => u.name), ...told])
}

function onDiskOf({ files }: HostView, { processes }: Facts): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { exe } of processes) {
    if (exe === undefined || exe.memfd || found.has(exe.path)) continue
    const stat = files.stat(exe.path)
    if (!isGap(stat)) found.set(exe.path, `${stat.dev} ${stat.ino}`)
  }
  return found
}
