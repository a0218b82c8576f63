// /proc/stat: the CPU time of the whole machine, the boot time and the number of forks.
import { textOf } from '../../core/bytes.ts'

/** Clock ticks since boot, proc_stat(5). */
export interface SystemStat {
  /** user + nice + system: time that some task has on its account (guest time is part of user, as it is part of a process's utime). */
  readonly tasks: number
  /** irq + softirq + steal: time that no task has on its account. */
  readonly other: number
  /** idle + iowait */
  readonly idle: number
  readonly cores: number
  /** Seconds since 1970; 0 when absent. */
  readonly bootTime: number
}

/** Undefined when there is no "cpu" line to read. */
export function parseSystemStat(bytes: Uint8Array): SystemStat | undefined {
  const text = textOf(bytes)
  const all = /^cpu +([\d ]{1,400})$/m.exec(text)
  if (all === null) return undefined
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (all[1] ?? '')
    .trim()
    .split(/ +/)
    .map(Number)
  return {
    tasks: user + nice + system,
    other: irq + softirq + steal,
    idle: idle + iowait,
    cores: text.match(/^cpu\d{1,5} /gm)?.length ?? 0,
    bootTime: Number(/^btime (\d{1,12})$/m.exec(text)?.[1] ?? 0),
  }
}
