// Which process it is: pid and start time, so that nothing is ever ended that is not ours.
import { readFileSync } from 'node:fs'

export interface Identity {
  readonly pid: number
  /** Field 22 of /proc/PID/stat: clock ticks since boot. */
  readonly startTicks: number
}

/** undefined when there is no such process, or only its exit status is left. */
export function identify(pid: number): Identity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? undefined : { pid, startTicks: Number(rest[18]) }
  } catch {
    return undefined
  }
}

export function alive(who: Identity): boolean {
  return identify(who.pid)?.startTicks === who.startTicks
}

/** Ends exactly that process; a stranger with its pid is left alone. */
export function end(who: Identity): void {
  if (!alive(who)) return
  try {
    process.kill(who.pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}
