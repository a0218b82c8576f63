// The entry of persistence that a step is about, read from the step's detail.
import type { Autostart } from '../core/facts/autostart.ts'
import { type Gap, gap } from '../core/gap.ts'
import type { Persistence } from '../core/persistence.ts'
import type { Step } from '../core/plan.ts'
import { persistence } from '../persistence/index.ts'

export interface PlannedEntry {
  readonly entry: Autostart
  readonly kind: Persistence
}

/** Of `detail.entry`, the JSON of an Autostart; a Gap when it is none, or of a kind that is not known. */
export function plannedEntry({ id, detail }: Step): PlannedEntry | Gap {
  const entry = parsed(detail['entry'])
  if (entry === undefined) return gap(id, 'malformed', 'the plan holds no entry of persistence')
  const kind = persistence.find(p => p.id === entry.kind)
  return kind === undefined ? gap(id, 'unsupported', 'no such kind of persistence') : { entry, kind }
}

function parsed(text: unknown): Autostart | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const entry = JSON.parse(text) as Partial<Autostart> | null
    const spanned = Number.isSafeInteger(entry?.span?.start) && Number.isSafeInteger(entry?.span?.end)
    const worded = [entry?.kind, entry?.path, entry?.digest, entry?.text, entry?.command, entry?.name].every(v => typeof v === 'string')
    return spanned && worded && (entry?.extent === 'entry' || entry?.extent === 'file') ? (entry as Autostart) : undefined
  } catch {
    return undefined
  }
}
