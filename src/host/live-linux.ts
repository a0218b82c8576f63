// The sight of the running Linux host itself: raw system calls first, libc asked as well to catch it lying.
import { hostname } from 'node:os'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files, HostView, Volatile } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { bpfObjects } from './bpf.ts'
import { crossChecked } from './cross-checked.ts'
import { libcView } from './libc-view.ts'
import { plainFiles } from './plain-files.ts'
import { rawFiles } from './raw-files.ts'
import { openSys, type Sys } from './sys.ts'

const userHz = 100
const pageSize = 4096
const oPath = 0o10000000
const atFdcwd = -100

export function liveLinux(): HostView {
  const sys = openSys()
  const now = instantOf(Date.now())!
  const name = hostname()
  const checked = sys === undefined ? undefined : crossChecked(rawFiles(sys, 'host'), libcView())
  const files = checked?.files ?? plainFiles('/')
  const volatile: Volatile = {
    ticksPerSecond: userHz,
    pageSize,
    ownPid: process.pid,
    probePids: max => (sys === undefined ? gap('pid sweep', 'unsupported', 'no raw system calls on this runtime') : sweep(sys, max)),
    bpf: () => (sys === undefined ? gap('eBPF', 'unsupported', 'no raw system calls on this runtime') : bpfObjects(sys)),
    discrepancies: () => checked?.discrepancies() ?? [],
    pause: ms => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
    monotonic: () => performance.now(),
  }
  /** Container roots, opened once each. */
  const views = new Map<string, HostView>()
  const inside = (root: string): HostView => {
    const known = views.get(root)
    if (known !== undefined) return known
    const below = sys === undefined ? plainFiles(root) : rootedFiles(sys, root, files)
    const view: HostView = { name, platform: 'linux', origin: { kind: 'live' }, now, files: below, inside: deeper => inside(root + deeper) }
    views.set(root, view)
    return view
  }
  return { name, platform: 'linux', origin: { kind: 'live' }, now, files, volatile, inside }
}

function rootedFiles(sys: Sys, root: string, files: Files): Files {
  const path = Buffer.from(`${root}\0`)
  const fd = isGap(files.stat(root)) ? -2 : sys.call('openat', atFdcwd, sys.pointer(path), oPath, 0)
  return rawFiles(sys, { fd })
}

function sweep(sys: Sys, max: number): readonly number[] | Gap {
  const pids: number[] = []
  for (let pid = 1; pid <= max; pid++) {
    const fd = sys.call('pidfd_open', pid, 0)
    if (fd < 0) continue
    sys.call('close', fd)
    pids.push(pid)
  }
  return pids.length === 0 ? gap('pid sweep', 'unsupported', 'pidfd_open answers nothing') : pids
}
