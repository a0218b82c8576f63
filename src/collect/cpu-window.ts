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

/**
 * Undefined where the counters do not move or cannot be read. The processes are read around the window of /proc/stat, not within it,
 * so that every error makes the unexplained part smaller.
 */
export function cpuWindow(host: HostView, volatile: Volatile, ms: number): CpuWindow | undefined {
  const before = tasksOf(host)
  const first = statOf(host)
  const start = volatile.monotonic()
  volatile.pause(ms)
  const last = statOf(host)
  const windowMs = volatile.monotonic() - start
  const after = tasksOf(host)
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
  for (const [pid, task] of before) {
    if (after.get(pid)?.startTicks === task.startTicks) continue
    const sum = ended.get(task.ppid) ?? { ticks: 0, count: 0 }
    ended.set(task.ppid, { ticks: sum.ticks + task.own + task.children, count: sum.count + 1 })
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
    else explained += gain >= lost.ticks ? gain - lost.ticks : gain + lost.count * windowTicks
  }
  for (const { count } of ended.values()) explained += count * windowTicks
  return explained
}

function statOf(host: HostView): SystemStat | undefined {
  const content = host.files.read('/proc/stat', 4 << 20)
  return isGap(content) ? undefined : parseSystemStat(content.bytes)
}

function tasksOf(host: HostView): Tasks {
  const tasks = new Map<number, CpuTicks>()
  const entries = host.files.list('/proc')
  for (const { name } of isGap(entries) ? [] : entries) {
    const content = /^[1-9]\d{0,9}$/.test(name) ? host.files.read(`/proc/${name}/stat`, 4096) : undefined
    const ticks = content === undefined || isGap(content) ? undefined : parseCpuTicks(content.bytes)
    if (ticks !== undefined) tasks.set(Number(name), ticks)
  }
  return tasks
}
