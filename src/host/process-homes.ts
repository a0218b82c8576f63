// Where frozen processes were before: kept as one line of text each, and found again for those that were started meanwhile.
import { type Gap, isGap } from '../core/gap.ts'
import type { FreezerKind } from './freezer.ts'
import type { ProcessLine } from './process-table.ts'

export interface Home {
  readonly start: number
  /** As in /proc/PID/stat. */
  readonly state: string
  readonly homes: Readonly<Partial<Record<FreezerKind, string>>>
}

export function homeText(home: Home): string {
  return JSON.stringify(home)
}

/** Homes by pid; what is none is left out. */
export function readHomes(homes: Readonly<Record<string, string>>): ReadonlyMap<number, Home> {
  const known = new Map<number, Home>()
  for (const [pid, text] of Object.entries(homes)) {
    try {
      const value = JSON.parse(text) as Partial<Home> | null
      const { start, state, homes: paths } = value ?? {}
      if (typeof start === 'number' && typeof state === 'string' && typeof paths === 'object' && paths !== null)
        known.set(Number(pid), { start, state, homes: paths })
    } catch {}
  }
  return known
}

/** The home of a process: its own, else that of the nearest one that started it, else that of any of the family. */
export function homeFor(
  pid: number,
  kind: FreezerKind,
  known: ReadonlyMap<number, Home>,
  lineOf: (pid: number) => ProcessLine | Gap,
): string | undefined {
  for (let at = pid, steps = 0; at > 1 && steps < 100; steps++) {
    const line = lineOf(at)
    if (isGap(line)) break
    const home = known.get(at)
    const path = home?.homes[kind]
    if (home?.start === line.startTicks && typeof path === 'string') return path
    at = line.parent
  }
  return [...known.values()].map(home => home.homes[kind]).find(path => typeof path === 'string')
}
