// How far the pids are probed one by one, and whether this host lets us compare views at all.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Volatile } from '../core/host.ts'
import { parseMountinfo } from '../parse/proc/mountinfo.ts'
import { parseProcStatus } from '../parse/proc/status.ts'
import type { ProcFiles } from './proc-files.ts'

/** Pids probed beyond the newest one: what starts while we look. */
const margin = 1024
/** Always swept whole when no larger: about 30 ms. */
const small = 65_536
/** At about half a microsecond a pid: half a second. */
const mostProbed = 1 << 20
/** CAP_SYS_PTRACE sees through hidepid, proc(5). */
const capSysPtrace = 1n << 19n

export interface Sweep {
  readonly pids: ReadonlySet<number>
  readonly max: number
  readonly gaps: readonly Gap[]
}

/** Probes 1..max. As long as the host has forked fewer times than pid_max, no pid beyond the newest can be in use. */
export function sweepPids(proc: ProcFiles, volatile: Volatile, largestSeen: number): Sweep {
  const pidMax = Number(proc.text('/proc/sys/kernel/pid_max') ?? 32_768) || 32_768
  const newest = Number(proc.text('/proc/sys/kernel/ns_last_pid') ?? pidMax) || pidMax
  const forks = Number(/^processes (\d+)$/m.exec(proc.text('/proc/stat') ?? '')?.[1] ?? Number.POSITIVE_INFINITY)
  const wrapped = forks >= pidMax - margin
  const wanted = wrapped || pidMax <= small ? pidMax : Math.max(newest, largestSeen) + margin
  const max = Math.min(wanted, pidMax, mostProbed)
  const probed = volatile.probePids(max)
  if (isGap(probed)) return { pids: new Set(), max: 0, gaps: [probed] }
  const gaps = max < Math.min(wanted, pidMax) ? [gap('pid sweep', 'capped', `pids 1 to ${max} of ${pidMax} were probed`)] : []
  return { pids: new Set(probed), max, gaps }
}

/** Why a pid missing from the listing proves nothing here; undefined when it does. */
export function incomparable(proc: ProcFiles, volatile: Volatile): Gap | undefined {
  const self = proc.link('/proc/self')
  if (self !== undefined && self !== String(volatile.ownPid)) return gap('/proc', 'unsupported', 'shows another pid namespace than our own')
  const own = parseProcStatus(proc.bytes(`/proc/${volatile.ownPid}/status`) ?? new Uint8Array())
  if (own !== undefined && /^[0-9a-f]+$/.test(own.capabilities) && (BigInt(`0x${own.capabilities}`) & capSysPtrace) !== 0n) return undefined
  const filtered = parseMountinfo(proc.bytes('/proc/self/mountinfo') ?? new Uint8Array()).some(
    mount =>
      mount.target === '/proc' && /(?:^|,)hidepid=(?:2|4|invisible|ptraceable)(?:,|$)/.test(`${mount.options},${mount.superOptions}`),
  )
  return filtered ? gap('/proc', 'denied', 'mounted with hidepid: processes of other users are not shown to us') : undefined
}
