// A host that collects logs has the lines of others in its own files: what happened to them did not happen to it.
import type { HostEvent } from '../core/event.ts'
import { type Gap, gap } from '../core/gap.ts'

/** Every daemon's name for its own host before it has one. */
const nameless = new Set(['', 'localhost', '(none)', '-'])
const mostNames = 5
const shortName = (name: string): string => name.toLowerCase().split('.')[0] ?? ''

/**
 * Without the lines of other hosts. A host that was renamed wrote all lines of its old name before the first of its new one; lines under another name that are younger than one
 * under its own are of somebody else. Where no line bears its own name, as in a folder of collected logs, all are taken for its own.
 */
export function ofThisHost(
  events: readonly HostEvent[],
  host: string,
): { readonly own: readonly HostEvent[]; readonly gaps: readonly Gap[] } {
  const ownName = shortName(host)
  let first: string | undefined
  const last = new Map<string, string>()
  for (const { reporter, at, clock } of events) {
    if (reporter === undefined || clock === 'order') continue
    const name = shortName(reporter)
    if (name === ownName) {
      if (first === undefined || at < first) first = at
    } else if (!nameless.has(name) && at > (last.get(name) ?? '')) last.set(name, at)
  }
  if (first === undefined) return { own: events, gaps: [] }
  const since = first
  const others = new Set([...last].filter(([, at]) => at > since).map(([name]) => name))
  if (others.size === 0) return { own: events, gaps: [] }
  const left = events.filter(e => e.reporter === undefined || !others.has(shortName(e.reporter)))
  const names = [...others].slice(0, mostNames).map(name => name.replaceAll(/[^\w.:-]/g, '?').slice(0, 64))
  const told = `${events.length - left.length} records bear the names of other hosts and were left out: ${names.join(', ')}`
  // Whoever called the host otherwise for a while would hide there.
  return { own: left, gaps: [gap('syslog', 'unsupported', told)] }
}
