// The group of processes that a step is about, read from the step's detail, and who of them still runs.
import type { Scene } from './action.ts'
import type { ProcessState } from './control.ts'
import { type Gap, gap, isGap } from './gap.ts'
import type { Step } from './plan.ts'

export interface PlannedGroup {
  readonly group: string
  readonly processes: readonly ProcessState[]
  /** Descendants that are to stay as they are. */
  readonly spared: readonly ProcessState[]
}

/** Of `detail.group`, `pids`, `startTicks` and `exes`, and of `sparedPids` and `sparedStartTicks`; a Gap when one is missing. */
export function plannedGroup({ id, detail }: Step): PlannedGroup | Gap {
  const { group, pids, startTicks, exes, sparedPids, sparedStartTicks } = detail
  if (typeof group !== 'string' || group === '' || !Array.isArray(pids) || !Array.isArray(startTicks) || !Array.isArray(exes)) {
    return gap(id, 'malformed', 'the plan does not tell which processes')
  }
  const processes = pids.map((pid, i) => ({ pid: Number(pid), startTicks: Number(startTicks[i]), exe: String(exes[i] ?? '') }))
  const known = processes.every(p => Number.isSafeInteger(p.pid) && p.pid > 1 && Number.isSafeInteger(p.startTicks))
  if (!known || processes.length === 0) return gap(id, 'malformed', 'the plan does not tell which processes')
  const ticks = Array.isArray(sparedStartTicks) ? sparedStartTicks : []
  const spared = Array.isArray(sparedPids) ? sparedPids.map((pid, i) => ({ pid: Number(pid), startTicks: Number(ticks[i]), exe: '' })) : []
  return { group, processes, spared }
}

/** Where the host's own programs are; a hidden directory there is nobody's but an intruder's. */
const ownPrograms = /^\/(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:32|64|exec)?)\/(?!(?:.*\/)?\.)|^\/opt\/(?!(?:.*\/)?\.)/

/**
 * Those that still run; one that has ended needs nothing more. exec changes the program and not the process: whoever renames itself that
 * way is still the one that was meant. A Gap only when it has become a program of the host's own, as a wrapper does.
 */
export function livingOf({ control, host }: Scene, { group, processes }: PlannedGroup): readonly ProcessState[] | Gap {
  if (control.processes === undefined) return gap(group, 'unsupported', 'nothing runs on a disk')
  const alive: ProcessState[] = []
  for (const process of processes) {
    const now = control.processes.identify(process.pid)
    if (isGap(now)) {
      if (now.why !== 'absent') return now
    } else if (now.startTicks === process.startTicks) {
      const program = process.exe === '' || process.exe === now.exe ? '' : host.files.readlink(`/proc/${now.pid}/exe`)
      if (isGap(program) || ownPrograms.test(program))
        return gap(`/proc/${now.pid}`, 'tampered', 'runs another program than the plan means')
      alive.push(now)
    }
  }
  return alive
}
