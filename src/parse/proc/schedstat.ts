// /proc/PID/schedstat and its like for each thread: time on a CPU and time waited for one.
import { textOf } from '../../core/bytes.ts'

/** Nanoseconds since the start of the thread, Documentation/scheduler/sched-stats.rst. */
export interface SchedStat {
  readonly ran: number
  readonly waited: number
}

/** undefined when it is no such line. */
export function parseSchedstat(bytes: Uint8Array): SchedStat | undefined {
  const match = /^(\d{1,20}) (\d{1,20}) \d+\s*$/.exec(textOf(bytes.subarray(0, 100)))
  return match === null ? undefined : { ran: Number(match[1]), waited: Number(match[2]) }
}
