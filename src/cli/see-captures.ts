// Reads captures with all that davylamp knows, by one thread or several.
import { Worker } from 'node:worker_threads'
import { type Gap, gap } from '../core/gap.ts'
import type { WireCoverage } from '../core/incident.ts'
import { type LoadedIntel, loadIntel } from '../intel/load.ts'
import { ownIntel } from '../store/state.ts'
import type { WireOptions } from '../wire/engine.ts'
import { instantOfMicros } from '../wire/flow/names.ts'
import type { WireModules } from '../wire/modules.ts'
import { captureName, readCaptures } from '../wire/read-captures.ts'
import { readShared, type Spawn } from '../wire/read-shared.ts'
import type { RowsByKind } from '../wire/rows.ts'
import { gapsOf } from '../wire/tally.ts'
import { rawRules } from './own-files.ts'
import { UserError } from './user-error.ts'
import { wireModules } from './wire-modules.ts'

export interface Seen {
  readonly rows: RowsByKind
  readonly coverage: WireCoverage
  readonly gaps: readonly Gap[]
  readonly intel: LoadedIntel
}

export interface SeeOptions extends Pick<WireOptions, 'keep' | 'halt'> {
  readonly threads?: number
}

/** `state`: where the user's own intelligence is kept. What is no capture is a gap; when none is one, a UserError. */
export async function seeCaptures(
  captures: readonly string[],
  state: string,
  progress: (what: string) => void,
  { threads = 1, ...options }: SeeOptions = {},
): Promise<Seen> {
  let intel: LoadedIntel | undefined
  const load = (): WireModules & { readonly intel: LoadedIntel } => {
    intel ??= loadIntel(ownIntel(state), rawRules())
    return { ...wireModules, intel }
  }
  const spawn: Spawn = (task, port) =>
    new Worker(new URL('./share-thread.ts', import.meta.url), { workerData: { task, state, port }, transferList: [port] })
  const { rows, tally, gaps, refused } =
    threads === 1
      ? await readCaptures(captures, load(), options, progress)
      : await readShared(captures, threads, spawn, load, options, progress)
  if (refused !== undefined) throw new UserError(refused)
  const dissectors = [...wireModules.dissectors, ...wireModules.watchers].map(d => d.id)
  const { frames, bytes, flows: conversations } = tally
  const span = conversations === 0 ? {} : { from: instantOfMicros(tally.first), to: instantOfMicros(tally.last) }
  // Where nothing was, nothing was looked at: that is not "clean".
  const hollow = frames === 0 && gaps.length === 0 ? [gap(captureName(captures[0] ?? ''), 'malformed', 'holds no packets')] : []
  // By their names alone, as evidence calls them: results are passed on, and where they lay is nobody's business.
  const coverage = { captures: captures.map(captureName), frames, bytes, conversations, ...span, dissectors }
  return { rows, gaps: [...gaps, ...hollow, ...gapsOf(tally)], coverage, intel: load().intel }
}
