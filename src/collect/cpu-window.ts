// How busy the machine is in a short window, and how much of that no visible process admits to.
import { isGap } from '../core/gap.ts'
import type { HostView, Volatile } from '../core/host.ts'
import { type CpuTicks, parseCpuTicks } from '../parse/proc/cpu-ticks.ts'
import { parseSystemStat, type SystemStat } from '../parse/proc/system-stat.ts'

export interface CpuWindow {
  readonly windowMs: number
  /** Share of all cores (0–1) that ran tasks. */
  readonly busy: number
  /** Cores that ran tasks, less the cores that visible processes account for; never below 0. */
  readonly unexplained: number
}

type Tasks = ReadonlyMap<number, CpuTicks>

/** Guards against a ring of parents in counters that change while they are read. */
const mostGenerations = 32

/**
 * Undefined where the counters do not move or cannot be read. The processes are read around the window of /proc/stat, not within it,
 * so that every error makes the unexplained part smaller. Only our own time is taken at the edges of the window: reading the others is
 * what we spend it on, and would explain away a core.
 */
export function cpuWindow(host: HostView, volatile: Volatile, ms: number): CpuWindow | undefined {
  const before = tasksOf(host)
  note(host, before, volatile.ownPid)
  const first = statOf(host)
  const start = volatile.monotonic()
  volatile.pause(ms)
  const last = statOf(host)
  const windowMs = volatile.monotonic() - start
  const own = new Map<number, CpuTicks>()
  note(host, own, volatile.ownPid)
  const after = tasksOf(host)
  for (const [pid, ticks] of own) after.set(pid, ticks)
  if (first === undefined || last === undefined || windowMs <= 0) return undefined
  const busy = last.tasks - first.tasks
  const all = busy + last.idle - first.idle + last.other - first.other
  if (all <= 0 || busy < 0) return undefined
  const windowTicks = (windowMs / 1000) * volatile.ticksPerSecond
  const unexplained = Math.max(0, busy - explainedTicks(before, after, windowTicks)) / windowTicks
  return { windowMs: Math.round(windowMs), busy: Math.min(1, busy / all), unexplained: Math.round(unexplained * 1000) / 1000 }
}

/** Clock ticks that the processes of `after` and those that ended on the way can have used since `before`. */
export function explainedTicks(before: Tasks, after: Tasks, windowTicks: number): number {
  const ended = new Map<number, { ticks: number; count: number }>()
  const lives = (pid: number): boolean => after.has(pid) && after.get(pid)?.startTicks === before.get(pid)?.startTicks
  for (const [pid, task] of before) {
    if (lives(pid)) continue
    // Its time goes to whoever waited for it; when that one ended as well, to the next one up.
    let heir = task.ppid
    for (let up = 0; up < mostGenerations && !lives(heir) && before.has(heir); up++) heir = before.get(heir)?.ppid ?? 0
    const sum = ended.get(heir) ?? { ticks: 0, count: 0 }
    ended.set(heir, { ticks: sum.ticks + task.own + task.children, count: sum.count + 1 })
  }
  let explained = 0
  for (const [pid, task] of after) {
    const was = before.get(pid)
    const same = was?.startTicks === task.startTicks ? was : undefined
    const gain = task.children - (same?.children ?? 0)
    const lost = ended.get(pid)
    ended.delete(pid)
    explained += Math.max(0, task.own - (same?.own ?? 0))
    // What an ended child had used before the window is no part of it; a child that nobody waited for can have used the whole window.
    if (lost === undefined) explained += Math.max(0, gain)
    else explained += gain >= lost.ticks ? gain - lost.ticks : Math.max(0, gain) + lost.count * windowTicks
  }
  for (const { count } of ended.values()) explained += count * windowTicks
  return explained
}

function statOf(host: HostView): SystemStat | undefined {
  const content = host.files.read('/proc/stat', 4 << 20)
  return isGap(content) ? undefined : parseSystemStat(content.bytes)
}

function tasksOf(host: HostView): Map<number, CpuTicks> {
  const tasks = new Map<number, CpuTicks>()
  const entries = host.files.list('/proc')
  for (const { name } of isGap(entries) ? [] : entries) if (/^[1-9]\d{0,9}$/.test(name)) note(host, tasks, Number(name))
  return tasks
}

function note(host: HostView, tasks: Map<number, CpuTicks>, pid: number): void {
  const content = host.files.read(`/proc/${pid}/stat`, 4096)
  const ticks = isGap(content) ? undefined : parseCpuTicks(content.bytes)
  if (ticks !== undefined) tasks.set(pid, ticks)
}
