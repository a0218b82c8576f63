// A family stopped by signals, where the kernel has no group to freeze it in: going on, or ended.
import { type Gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { readHomes } from './process-homes.ts'
import { descendants, identify, ownTree, processLine, processLines } from './process-table.ts'
import { type Signaller, signal } from './signals.ts'

/** Those that were running when their homes were noted, and what they have started since. */
export function continueStopped(files: Files, send: Signaller, homes: Readonly<Record<string, string>>): Gap | undefined {
  const known = readHomes(homes)
  const starts = new Map([...known].map(([pid, home]) => [pid, home.start]))
  const lines = processLines(files)
  const family = [...lines.filter(l => starts.get(l.pid) === l.startTicks), ...descendants(lines, starts)]
  for (const line of family) {
    // Whoever was stopped before stays so.
    if (line.state !== 'T' || known.get(line.pid)?.state === 'T') continue
    const process = identify(files, line.pid)
    const failed = isGap(process) ? undefined : send(process, signal.continue)
    if (failed !== undefined && failed.why !== 'absent') return failed
  }
  return undefined
}

/** Those of these pids that stand still, davylamp's own tree never. */
export function killStopped(files: Files, send: Signaller, pids: readonly number[]): Gap | undefined {
  const own = ownTree(files)
  for (const pid of pids) {
    const line = processLine(files, pid)
    const process = identify(files, pid)
    if (isGap(line) || isGap(process) || line.state !== 'T' || own.has(pid)) continue
    const failed = send(process, signal.kill)
    if (failed !== undefined && failed.why !== 'absent') return failed
  }
  return undefined
}
