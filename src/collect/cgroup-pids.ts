// Every process by the cgroup it stands in: a view of the pids that no listing of /proc is needed for.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { type ProcFiles, wholeNumbers } from './proc-files.ts'

const base = '/sys/fs/cgroup'
const mostGroups = 5000
const deepest = 32
/** In version 1 every process stands in every hierarchy: one is enough. */
const preferred = ['unified', 'systemd', 'pids', 'memory', 'freezer', 'cpu', 'cpu,cpuacct']

/** Path of the cgroup (below its hierarchy's root) by pid. */
export function cgroupPids(files: Files, proc: ProcFiles): { readonly groups: ReadonlyMap<number, string>; readonly gaps: readonly Gap[] } {
  const groups = new Map<number, string>()
  const gaps: Gap[] = []
  const root = rootOf(files)
  const waiting: { path: string; depth: number }[] = root === undefined ? [] : [{ path: '', depth: 0 }]
  let visited = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++visited > mostGroups || next.depth > deepest) {
      gaps.push(gap(base, 'capped', `only ${mostGroups} cgroups down to depth ${deepest} were visited`))
      break
    }
    for (const pid of wholeNumbers(proc.text(`${root}${next.path}/cgroup.procs`))) groups.set(pid, next.path || '/')
    for (const { name, type } of proc.list(`${root}${next.path}`))
      if (type === 'directory') waiting.push({ path: `${next.path}/${name}`, depth: next.depth + 1 })
  }
  return { groups, gaps }
}

function rootOf(files: Files): string | undefined {
  const exists = (path: string): boolean => !isGap(files.lstat(path))
  if (exists(`${base}/cgroup.controllers`)) return base
  const roots = preferred.map(name => `${base}/${name}`).filter(path => exists(`${path}/cgroup.procs`))
  return roots.find((path, i) => i > 0 || hasOwnProcesses(files, path)) ?? roots[0]
}

/** In hybrid mode "unified" may be mounted and hold nobody. */
function hasOwnProcesses(files: Files, path: string): boolean {
  const content = files.read(`${path}/cgroup.procs`)
  return !isGap(content) && content.bytes.length > 0
}
