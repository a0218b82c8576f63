// Which pids are truly hidden from the listing of /proc, and which were only born or gone while we looked.
import type { Volatile } from '../core/host.ts'
import { parseProcStatus } from '../parse/proc/status.ts'
import type { ProcFiles } from './proc-files.ts'
import type { ProcessReader } from './process-row.ts'

const checks = 3
const betweenMs = 15

export interface Unlisted {
  /** Alive all the time and never listed. */
  readonly hidden: readonly number[]
  /** Started after the first listing: ordinary. */
  readonly late: readonly number[]
}

/**
 * `candidates` were seen by some view but not by the listing. A pid counts as hidden when it exists with the same start time at each of
 * three checks and a fresh listing after each still leaves it out. Thread ids are dropped.
 */
export function confirmHidden(proc: ProcFiles, volatile: Volatile, reader: ProcessReader, candidates: readonly number[]): Unlisted {
  let left = new Map(candidates.filter(pid => !isThread(proc, pid)).map(pid => [pid, reader.stat(pid)?.startTicks]))
  const late: number[] = []
  for (let i = 0; i < checks && left.size > 0; i++) {
    volatile.pause(betweenMs)
    const unreadable = [...left].filter(([pid, start]) => start === undefined || reader.stat(pid) === undefined).map(([pid]) => pid)
    const answer = unreadable.length > 0 ? volatile.probePids(unreadable.reduce((a, b) => Math.max(a, b))) : []
    const alive = new Set('gap' in answer ? [] : answer)
    const listed = new Set(proc.numbers('/proc'))
    const still = new Map<number, number | undefined>()
    for (const [pid, start] of left) {
      const now = reader.stat(pid)
      if (listed.has(pid)) late.push(pid)
      else if (now === undefined ? start === undefined && alive.has(pid) : now.startTicks === start && now.state !== 'X')
        still.set(pid, start)
    }
    left = still
  }
  return { hidden: [...left.keys()], late }
}

function isThread(proc: ProcFiles, pid: number): boolean {
  const status = parseProcStatus(proc.bytes(`/proc/${pid}/status`) ?? new Uint8Array())
  return status !== undefined && status.tgid !== pid
}
