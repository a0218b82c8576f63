// Every process, by all views of the kernel there are: listing, probe, cgroups, parents' children.
import type { Collector, Row } from '../core/collector.ts'
import { processId } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView, Volatile } from '../core/host.ts'
import { cgroupPids } from './cgroup-pids.ts'
import { watchDemand } from './demand.ts'
import { confirmHidden } from './hidden-pids.ts'
import { overmountedPids, wayAround } from './overmounts.ts'
import { incomparable, sweepPids } from './pid-sweep.ts'
import { type ProcFiles, procFiles, wholeNumbers } from './proc-files.ts'
import { processReader } from './process-row.ts'

/** Long enough for one tick more or less not to matter, short enough not to be noticed. */
const windowMs = 350
const mostListed = 500_000
/** Reading the children of each thread of a huge program would cost more than it tells. */
const mostThreads = 256

type View = Process['seenBy'][number]

export const processes: Collector = {
  id: 'processes',
  summary: { zh: '进程:内核各视角下的全部进程及其占用', en: 'processes: all of them, by every view of the kernel, with what they demand' },
  techniques: [],
  references: ['man:proc(5)', 'man:pidfd_open(2)', 'https://docs.kernel.org/scheduler/sched-stats.html'],
  gives: ['processes'],
  needs: [],
  *collect(host) {
    const { volatile } = host
    if (volatile === undefined) yield gap('processes', 'unsupported', 'nothing runs on a disk')
    else yield* running(host, volatile)
  },
}

function* running(host: HostView, volatile: Volatile): Generator<Row | Gap> {
  const proc = procFiles(host.files)
  const boot = /^btime (\d+)$/m.exec(proc.text('/proc/stat') ?? '')?.[1]
  const reader = processReader(host, proc, volatile, boot === undefined ? undefined : Number(boot))
  const listed = proc.numbers('/proc', mostListed)
  const stopwatch = watchDemand(proc, volatile, reader, listed)
  const overmounted = overmountedPids(proc)
  const rows = new Map<number, Process>()
  for (const pid of listed) {
    if (overmounted.has(pid)) continue
    const found = reader.read(pid)
    if (found === undefined) continue
    rows.set(pid, found.row)
    yield* found.gaps
  }
  const programs = [...rows.values()].filter(row => !row.kernelThread)
  const views = viewsOf(
    proc,
    programs.map(row => row.pid),
  )
  const cgroups = cgroupPids(host.files, proc)
  yield* cgroups.gaps
  const largest = [...listed, ...views.children, ...cgroups.groups.keys()].reduce((a, b) => Math.max(a, b), 1)
  const sweep = sweepPids(proc, volatile, largest)
  yield* sweep.gaps
  const seen: Record<View, { has(pid: number): boolean }> = {
    list: new Set(listed),
    probe: sweep.pids,
    cgroup: cgroups.groups,
    task: views.tasks,
  }
  const unlisted = [...new Set([...sweep.pids, ...cgroups.groups.keys(), ...views.children])].filter(pid => !seen.list.has(pid))
  const blind = incomparable(proc, volatile)
  if (blind !== undefined) yield blind
  const { hidden, late } = confirmHidden(proc, volatile, reader, blind === undefined ? unlisted : [])
  const hiddenPids = new Set(hidden)
  for (const pid of [...hidden, ...late, ...overmounted]) {
    if (rows.has(pid)) continue
    const alive = seen.list.has(pid) || sweep.pids.has(pid) || cgroups.groups.has(pid)
    const found = reader.read(pid, baseOf(host, proc, pid, overmounted, rows))
    if (found !== undefined) yield* found.gaps
    else if (hiddenPids.has(pid)) yield gap(`/proc/${pid}`, 'tampered', 'answers to a probe, but its files cannot be read')
    else if (alive && overmounted.has(pid)) yield gap(`/proc/${pid}`, 'tampered', 'a mount lies over it and there is no way around')
    const row = found?.row ?? (hiddenPids.has(pid) || (alive && overmounted.has(pid)) ? faceless(pid, cgroups.groups.get(pid)) : undefined)
    if (row !== undefined) rows.set(pid, row)
  }
  if (stopwatch.elapsed() < windowMs) volatile.pause(windowMs - stopwatch.elapsed())
  const refusing = proc.refusing()
  if (refusing > 0) yield gap('/proc/PID', 'denied', `processes that refused to be read: ${refusing}`)
  for (const [pid, row] of rows) {
    const seenBy = (['list', 'probe', 'cgroup', 'task'] as const).filter(view =>
      view === 'list' ? !hiddenPids.has(pid) : seen[view].has(pid),
    )
    const parent = rows.get(row.ppid)
    yield [
      'processes',
      {
        ...row,
        parent: parent !== undefined && parent.startTicks <= row.startTicks ? parent.id : undefined,
        seenBy,
        overmounted: overmounted.has(pid),
        demand: stopwatch.demandOf(row),
      },
    ]
  }
}

/** Pids whose own task directory holds them, and pids that some thread calls its child. */
function viewsOf(proc: ProcFiles, pids: Iterable<number>): { readonly tasks: ReadonlySet<number>; readonly children: ReadonlySet<number> } {
  const tasks = new Set<number>()
  const children = new Set<number>()
  for (const pid of pids) {
    for (const tid of proc.numbers(`/proc/${pid}/task`, mostThreads)) {
      if (tid === pid) tasks.add(pid)
      for (const child of wholeNumbers(proc.text(`/proc/${pid}/task/${tid}/children`))) children.add(child)
    }
  }
  for (const child of children) tasks.add(child)
  return { tasks, children }
}

/** Where the files of a process are to be read: its own directory can be believed unless something is mounted over it. */
function baseOf(
  host: HostView,
  proc: ProcFiles,
  pid: number,
  overmounted: ReadonlySet<number>,
  rows: ReadonlyMap<number, Process>,
): string | undefined {
  if (!overmounted.has(pid)) return undefined
  const own = [...rows.values()].find(row => row.pid === host.volatile?.ownPid)
  const roots = new Map<string, string>()
  for (const { pid: other, namespaces } of rows.values()) {
    const { mnt, pid: space } = namespaces
    if (mnt !== undefined && mnt !== own?.namespaces['mnt'] && space === own?.namespaces['pid']) roots.set(mnt, `/proc/${other}/root`)
  }
  const around = wayAround(proc, pid, [...roots.values()].slice(0, 16))
  if (around !== undefined) return around
  const [all, one] = [host.files.lstat('/proc'), host.files.lstat(`/proc/${pid}`)]
  return !isGap(all) && !isGap(one) && all.dev === one.dev ? undefined : '/nonexistent'
}

/** A process of which no file can be read: alive, and that is all. Start ticks 0 stand for "unknown". */
function faceless(pid: number, group: string | undefined): Process {
  return {
    id: processId(pid, 0),
    pid,
    startTicks: 0,
    ppid: 0,
    name: '',
    argv: [],
    state: '?',
    kernelThread: false,
    environ: [],
    cgroup: group === undefined ? [] : [`0::${group}`],
    namespaces: {},
    uid: 0,
    euid: 0,
    capabilities: '',
    threads: 0,
    nice: 0,
    cpuSeconds: 0,
    residentBytes: 0,
    virtualBytes: 0,
    hugetlbBytes: 0,
    open: [],
    seenBy: [],
    overmounted: false,
  }
}
