// A host that collects logs has the lines of others in its own files: what happened to them did not happen to it.
import type { HostEvent } from '../core/event.ts'

/** Every daemon's name for its own host before it has one. */
const nameless = new Set(['', 'localhost', '(none)', '-'])
const shortName = (name: string): string => name.toLowerCase().split('.')[0] ?? ''

/**
 * Without the lines of other hosts. A host that was renamed wrote all lines of its old name before the first of its new one; lines under another name that are younger than one
 * under its own are of somebody else. Where no line bears its own name, as in a folder of collected logs, all are taken for its own.
 */
export function ofThisHost(events: readonly HostEvent[], host: string): readonly HostEvent[] {
  const own = shortName(host)
  let first: string | undefined
  const last = new Map<string, string>()
  for (const { reporter, at, clock } of events) {
    if (reporter === undefined || clock === 'order') continue
    const name = shortName(reporter)
    if (name === own) {
      if (first === undefined || at < first) first = at
    } else if (!nameless.has(name) && at > (last.get(name) ?? '')) last.set(name, at)
  }
  if (first === undefined) return events
  const since = first
  const others = new Set([...last].filter(([, at]) => at > since).map(([name]) => name))
  return others.size === 0 ? events : events.filter(e => e.reporter === undefined || !others.has(shortName(e.reporter)))
}
