// A /proc of literal processes for tests, and a kernel that answers as told.
import type { Volatile } from '../src/core/host.ts'
import type { Node } from '../src/host/memory.ts'

export interface FakeProcess {
  readonly pid: number
  readonly name?: string
  readonly argv?: readonly string[]
  readonly exe?: string
  readonly ppid?: number
  readonly flags?: number
  readonly startTicks?: number
  /** utime. */
  readonly ticks?: number
  readonly fds?: Readonly<Record<number, string>>
  readonly environ?: readonly string[]
  readonly cgroup?: string
  readonly netns?: string
  readonly tids?: readonly number[]
}

/** Files below /proc/PID (or `base`), as the kernel writes them. */
export function procTree(processes: readonly FakeProcess[], at = (pid: number) => `/proc/${pid}`): Record<string, Node> {
  const tree: Record<string, Node> = {}
  for (const p of processes) {
    const base = at(p.pid)
    const { name = 'thing', flags = 0x400000, startTicks = 1000, ticks = 0 } = p
    const tids = p.tids ?? [p.pid]
    tree[`${base}/stat`] =
      `${p.pid} (${name}) S ${p.ppid ?? 1} 1 1 0 -1 ${flags} 0 0 0 0 ${ticks} 0 0 0 20 0 ${tids.length} 0 ${startTicks} 4096 1 0\n`
    tree[`${base}/status`] = `Name:\t${name}\nTgid:\t${p.pid}\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\nVmSize:\t4 kB\n`
    tree[`${base}/cgroup`] = `0::${p.cgroup ?? '/system.slice/thing.service'}\n`
    tree[`${base}/cmdline`] = (p.argv ?? [name]).map(word => `${word}\0`).join('')
    tree[`${base}/environ`] = (p.environ ?? []).map(word => `${word}\0`).join('')
    tree[`${base}/ns/net`] = { link: `net:[${p.netns ?? '4026531840'}]` }
    if (p.exe !== undefined) tree[`${base}/exe`] = { link: p.exe }
    for (const [fd, target] of Object.entries(p.fds ?? {})) tree[`${base}/fd/${fd}`] = { link: target }
    for (const tid of tids) tree[`${base}/task/${tid}/schedstat`] = '1000 0 1\n'
  }
  return tree
}

/** `pids` answer to a probe. Time goes only when paused. */
export function kernelOf(pids: readonly number[], given: Partial<Volatile> = {}): Volatile {
  let clock = 0
  return {
    ticksPerSecond: 100,
    pageSize: 4096,
    probePids: max => pids.filter(pid => pid <= max),
    bpf: () => [],
    discrepancies: () => [],
    pause: ms => {
      clock += ms
    },
    monotonic: () => clock,
    ownPid: 99,
    ...given,
  }
}
