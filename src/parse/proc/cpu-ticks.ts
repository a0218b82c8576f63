// /proc/PID/stat once more: only the CPU time, that of reaped children apart.
import { textOf } from '../../core/bytes.ts'

export interface CpuTicks {
  readonly ppid: number
  /** User and system time of all its threads, in clock ticks (guest time is part of it). */
  readonly own: number
  /** The same of children that it has waited for, proc_pid_stat(5) fields 16 and 17. */
  readonly children: number
  readonly startTicks: number
}

/** Undefined when it is no such line. */
export function parseCpuTicks(bytes: Uint8Array): CpuTicks | undefined {
  const text = textOf(bytes)
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ')
  const [ppid, user, system, childUser, childSystem, start] = [1, 11, 12, 13, 14, 19].map(i => Number(fields[i]))
  const ticks = {
    ppid: ppid ?? NaN,
    own: (user ?? NaN) + (system ?? NaN),
    children: (childUser ?? NaN) + (childSystem ?? NaN),
    startTicks: start ?? NaN,
  }
  return Object.values(ticks).every(Number.isFinite) ? ticks : undefined
}
