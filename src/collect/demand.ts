// How much CPU each process got and waited for, by two readings some hundred milliseconds apart.
import type { Demand, Process } from '../core/facts/process.ts'
import type { Volatile } from '../core/host.ts'
import { parseSchedstat } from '../parse/proc/schedstat.ts'
import { kernelThreadFlag, type ProcStat } from '../parse/proc/stat.ts'
import type { ProcFiles } from './proc-files.ts'
import type { ProcessReader } from './process-row.ts'

/** Past this many threads the ticks of the whole process do: reading each thread would cost more than it tells. */
const mostThreads = 256

interface Reading {
  readonly at: number
  readonly stat: ProcStat
  /** By thread id, nanoseconds; undefined for kernel threads and where the kernel keeps no scheduler statistics. */
  readonly threads: ReadonlyMap<number, { readonly ran: number; readonly waited: number }> | undefined
}

/** `tasks` is the process's task directory. */
function readingOf(proc: ProcFiles, volatile: Volatile, stat: ProcStat, tasks: string): Reading {
  const at = volatile.monotonic()
  if (stat.threads > mostThreads || (stat.flags & kernelThreadFlag) !== 0) return { at, stat, threads: undefined }
  const threads = new Map<number, { ran: number; waited: number }>()
  for (const tid of stat.threads === 1 ? [stat.pid] : proc.numbers(tasks, mostThreads)) {
    const sched = parseSchedstat(proc.bytes(`${tasks}/${tid}/schedstat`, 100) ?? new Uint8Array())
    if (sched !== undefined) threads.set(tid, sched)
  }
  return { at, stat, threads: threads.size === 0 ? undefined : threads }
}

/** undefined when the two are not of the same process. Run-queue wait is booked only when a thread runs next, so that it is a lower bound. */
export function demandBetween(first: Reading, second: Reading, ticksPerSecond: number): Demand | undefined {
  const windowMs = second.at - first.at
  if (first.stat.startTicks !== second.stat.startTicks || windowMs <= 0) return undefined
  const ticks = second.stat.userTicks + second.stat.systemTicks - first.stat.userTicks - first.stat.systemTicks
  const byTicks = Math.max(0, ((ticks / ticksPerSecond) * 1000) / windowMs)
  let ran = 0
  let waited = 0
  for (const [tid, now] of second.threads ?? []) {
    const before = first.threads?.get(tid)
    ran += Math.max(0, now.ran - (before?.ran ?? 0))
    waited += Math.max(0, now.waited - (before?.waited ?? 0))
  }
  const precise = first.threads !== undefined && second.threads !== undefined
  return { windowMs: Math.round(windowMs), cpu: precise ? ran / 1e6 / windowMs : byTicks, wait: precise ? waited / 1e6 / windowMs : 0 }
}

export interface Stopwatch {
  /** Milliseconds since the first readings began. */
  elapsed(): number
  /** The demand since then; undefined for a process that was not there or is no more. */
  demandOf(row: Process): Demand | undefined
}

/** Takes the first reading of each process. */
export function watchDemand(proc: ProcFiles, volatile: Volatile, reader: ProcessReader, pids: readonly number[]): Stopwatch {
  const startedAt = volatile.monotonic()
  const read = (pid: number): Reading | undefined => {
    const stat = reader.stat(pid)
    return stat === undefined ? undefined : readingOf(proc, volatile, stat, `/proc/${pid}/task`)
  }
  const first = new Map(pids.map(pid => [pid, read(pid)]))
  return {
    elapsed: () => volatile.monotonic() - startedAt,
    demandOf({ pid, startTicks }) {
      const before = first.get(pid)
      const after = before?.stat.startTicks === startTicks ? read(pid) : undefined
      return before === undefined || after === undefined ? undefined : demandBetween(before, after, volatile.ticksPerSecond)
    },
  }
}
