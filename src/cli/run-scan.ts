// Opens the sight that was asked for, scans it, and keeps what was recorded.
import { scan } from '../case/scan.ts'
import type { Facts } from '../core/facts.ts'
import { gap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { ScanResult } from '../core/incident.ts'
import { diskRoot } from '../host/disk.ts'
import { liveLinux } from '../host/live-linux.ts'
import { recorder } from '../host/recorder.ts'
import { loadRecording, saveRecording } from '../host/recording.ts'
import { snapshotHost } from '../host/snapshot.ts'
import { type Board, watched } from '../host/watched.ts'
import { loadIntel } from '../intel/load.ts'
import { ownIntel } from '../store/state.ts'
import { clock } from './clock.ts'
import { scanModules } from './modules.ts'
import { rawRules } from './own-files.ts'
import { rootShape } from './root-shape.ts'
import type { Seen } from './see-captures.ts'
import { UserError } from './user-error.ts'

export interface ScanRequest {
  readonly root?: string | undefined
  readonly snapshot?: string | undefined
  readonly record?: string | undefined
  readonly deep?: boolean | undefined
  /** Captures of the host's traffic, joined with what is seen on it. */
  readonly capture?: readonly string[] | undefined
  /** The facts are wanted too, not only what is thought of them. */
  readonly withFacts?: boolean | undefined
  readonly state: string
}

/** Where the scan writes what it is asking for, and what it must not ask for again. */
export interface Watch {
  readonly board: Board
  readonly avoided: readonly string[]
}

export function runScan(
  request: ScanRequest,
  progress: (what: string) => void,
  watch?: Watch,
  wire?: Seen,
): { result: ScanResult; facts: Facts; host: HostView } {
  const opened = openSight(request)
  const sight = watch === undefined ? opened : watched(opened, watch.board, watch.avoided)
  const recording = request.record === undefined ? undefined : recorder(sight)
  const host = recording?.host ?? sight
  const intel = loadIntel(ownIntel(request.state), rawRules())
  const unanswered = watch?.avoided.map(path => gap(path, 'timeout', 'does not answer')) ?? []
  const done = scan(host, intel, scanModules, clock(), {
    progress,
    deep: request.deep === true,
    gaps: [...unanswered, ...rootShape(host), ...intel.gaps, ...(wire?.gaps ?? [])],
    wire,
  })
  if (recording !== undefined && request.record !== undefined) {
    progress('record')
    try {
      saveRecording(recording.recording(), request.record)
    } catch (error) {
      throw new UserError(`the snapshot could not be written to ${request.record}: ${(error as NodeJS.ErrnoException).code ?? error}`)
    }
  }
  return { ...done, host }
}

export function openSight({ root, snapshot }: Pick<ScanRequest, 'root' | 'snapshot'>): HostView {
  if (root !== undefined && snapshot !== undefined) throw new UserError('give either --root or --snapshot, not both')
  if (snapshot !== undefined) {
    const recording = loadRecording(snapshot)
    if (typeof recording === 'string') throw new UserError(recording)
    return snapshotHost(recording)
  }
  if (root === undefined) return liveLinux()
  const view = diskRoot(root)
  if (typeof view === 'string') throw new UserError(view)
  return view
}
