// /proc/PID/stat: one line about a process, whose second field may hold anything.
import { textOf } from '../../core/bytes.ts'

/** Fields of proc_pid_stat(5) that matter here. */
export interface ProcStat {
  readonly pid: number
  /** comm, raw: may hold ") ", blanks and newlines. */
  readonly name: string
  readonly state: string
  readonly ppid: number
  /** PF_* bits. */
  readonly flags: number
  /** Clock ticks. */
  readonly userTicks: number
  readonly systemTicks: number
  readonly nice: number
  readonly threads: number
  /** Clock ticks after boot. */
  readonly startTicks: number
  readonly virtualBytes: number
  readonly residentPages: number
}

/** PF_KTHREAD of include/linux/sched.h: user space cannot set it. */
export const kernelThreadFlag = 0x00200000

/** undefined when it is no such line. */
export function parseProcStat(bytes: Uint8Array): ProcStat | undefined {
  const text = textOf(bytes)
  const open = text.indexOf(' (')
  const close = text.lastIndexOf(')')
  if (open < 1 || close < open + 2) return undefined
  const rest = text
    .slice(close + 1)
    .trim()
    .split(/\s+/)
  const state = rest[0]
  const number = (field: number): number => Number(rest[field - 3])
  const stat = {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 2, close),
    state: state ?? '',
    ppid: number(4),
    flags: number(9),
    userTicks: number(14),
    systemTicks: number(15),
    nice: number(19),
    threads: number(20),
    startTicks: number(22),
    virtualBytes: number(23),
    residentPages: number(24),
  }
  return Object.values(stat).every(value => typeof value === 'string' || Number.isFinite(value)) ? stat : undefined
}
