// The sight of the running Linux host itself: raw system calls first, libc asked as well to catch it lying.
import { hostname } from 'node:os'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files, HostView, Volatile } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { parseAuxv } from '../parse/proc/auxv.ts'
import { bpfObjects } from './bpf.ts'
import { crossChecked } from './cross-checked.ts'
import { libcView } from './libc-view.ts'
import { plainFiles, plainRoot } from './plain-files.ts'
import { type Root, rawFiles, rootBelow } from './raw-files.ts'
import { openSys, type Sys } from './sys.ts'

/** Of nearly every machine; the kernel's own word counts where it can be read. */
const usual = { pageSize: 4096, clockTicks: 100 }

export function liveLinux(): HostView {
  const sys = openSys()
  const now = instantOf(Date.now())!
  const name = hostname()
  const checked = sys === undefined ? undefined : crossChecked(rawFiles(sys, 'host'), libcView())
  const files = checked?.files ?? plainFiles('/')
  const own = files.read('/proc/self/auxv', 4096)
  const { pageSize, clockTicks } = isGap(own) ? {} : parseAuxv(own.bytes)
  const volatile: Volatile = {
    ticksPerSecond: clockTicks ?? usual.clockTicks,
    pageSize: pageSize ?? usual.pageSize,
    ownPid: process.pid,
    probePids: max => (sys === undefined ? gap('pid sweep', 'unsupported', 'no raw system calls on this runtime') : sweep(sys, max)),
    bpf: () => (sys === undefined ? gap('eBPF', 'unsupported', 'no raw system calls on this runtime') : bpfObjects(sys)),
    discrepancies: () => checked?.discrepancies() ?? [],
    pause: ms => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
    monotonic: () => performance.now(),
  }
  const view = (below: Files, inside: HostView['inside']): HostView => ({
    name,
    platform: 'linux',
    origin: { kind: 'live' },
    now,
    files: below,
    inside,
  })
  return { ...view(files, sys === undefined ? path => plainInside('/', path, view) : rawInside(sys, 'host', view)), volatile }
}

type View = (files: Files, inside: HostView['inside']) => HostView

/** Container roots, opened once each: a descriptor stays open as long as the scan lasts. */
function rawInside(sys: Sys, parent: Root, view: View): HostView['inside'] {
  const known = new Map<string, HostView>()
  return path => {
    const found = known.get(path)
    if (found !== undefined) return found
    const root = rootBelow(sys, parent, path)
    const fresh = view(rawFiles(sys, root), rawInside(sys, root, view))
    known.set(path, fresh)
    return fresh
  }
}

/** Below /proc/PID/root the kernel's own link is followed; everything else is resolved inside. */
function plainInside(parent: string, path: string, view: View): HostView {
  const root = parent === '/' ? path : plainRoot(parent, path)
  return view(plainFiles(root), deeper => plainInside(root, deeper, view))
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
