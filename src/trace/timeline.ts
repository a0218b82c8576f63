// The timeline: one line for one happening, in order, and only what explains.
import type { HostEvent } from '../core/event.ts'
import { byTime } from './reckoning.ts'
import type { Judged } from './weigh.ts'

const most = 200

/** What the weighed observations and moments rest on, and what tells of the malware itself. */
export function timelineOf(events: readonly HostEvent[], wanted: ReadonlySet<string>): readonly HostEvent[] {
  const chosen = events.filter(e => wanted.has(e.id))
  return chosen.sort(byTime).slice(0, most)
}

/** Ids of all that the likeliest ways in rest on. */
export function namedBy(judged: readonly Judged[], least: number): ReadonlySet<string> {
  return new Set(judged.filter(j => j.posterior >= least).flatMap(j => j.weighed.flatMap(w => w.events)))
}
