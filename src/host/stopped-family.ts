// A family stopped by signals, where the kernel has no group to freeze it in: going on, or ended.
import { type Gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { readHomes } from './process-homes.ts'
import { descendants, identify, ownTree, type ProcessLine, processLines } from './process-table.ts'
import { type Signaller, signal } from './signals.ts'

/** Stopped; or it waits for a child of vfork(2) that is: it cannot go on before that one does, and stops then. */
export function standsStill(line: ProcessLine, all: readonly ProcessLine[]): boolean {
  return line.state === 'T' || (line.state === 'D' && all.some(child => child.parent === line.pid && child.state === 'T'))
}

/** Those that were running when their homes were noted, and what they have started since. */
export function continueStopped(files: Files, send: Signaller, homes: Readonly<Record<string, string>>): Gap | undefined {
  const known = readHomes(homes)
  const starts = new Map([...known].map(([pid, home]) => [pid, home.start]))
  const lines = processLines(files)
  const family = [...lines.filter(l => starts.get(l.pid) === l.startTicks), ...descendants(lines, starts)]
  for (const line of family) {
    // Whoever was stopped before stays so.
    if (!standsStill(line, lines) || known.get(line.pid)?.state === 'T') continue
    const process = identify(files, line.pid)
    const failed = isGap(process) ? undefined : send(process, signal.continue)
    if (failed !== undefined && failed.why !== 'absent') return failed
  }
  return undefined
}

/** Those of these pids that stand still, davylamp's own tree never. */
export function killStopped(files: Files, send: Signaller, pids: readonly number[]): Gap | undefined {
  const own = ownTree(files)
  const lines = processLines(files)
  for (const line of lines.filter(l => pids.includes(l.pid))) {
    const process = identify(files, line.pid)
    if (isGap(process) || !standsStill(line, lines) || own.has(line.pid)) continue
    const failed = send(process, signal.kill)
    if (failed !== undefined && failed.why !== 'absent') return failed
  }
  return undefined
}
