// What hypotheses may look at: events up to the anchor, which witnesses are left for that time, and how usual a thing was on this host.
import type { HostEvent } from '../core/event.ts'
import type { Instant } from '../core/instant.ts'
import type { Clues, Moment, SourceState, StandingClues, Witness } from '../core/trace.ts'
import { day, hour, later, minute, msOf } from './reckoning.ts'

/** Further back nobody lies in wait before he mines; what is older is told by lasting records, not by time. */
const longestWait = 30 * day
/** What came in last may be dated after what it brought: logs are written when a request ends, and clocks of services are coarse. */
const slack = 2 * minute
const firstOfAll = '1970-01-01T00:00:00.000Z' as Instant

export function cluesOf(
  host: string,
  events: readonly HostEvent[],
  sources: readonly SourceState[],
  standing: StandingClues,
  anchor: Moment | undefined,
  at: Instant,
): Clues {
  const end = anchor === undefined ? at : later(anchor.at, anchor.spread * 1000 + slack)
  const window = { from: later(end, -longestWait), to: end }
  // Before its first start a host has no records to miss.
  const born = events.find(e => e.verb === 'boot')?.at
  const states = Map.groupBy(sources, s => s.source)
  const usual = usualShapes(events, later(end, -day))
  return {
    host,
    events,
    window,
    anchor,
    witness: source => best((states.get(source) ?? []).map(state => witnessAt(state, window.to, born))),
    rarity: event => 1 / (1 + (usual.get(shapeOf(event))?.size ?? 0)),
    standing,
  }
}

const order: readonly Witness[] = ['kept', 'partly', 'wiped', 'rotated', 'unreadable', 'absent']

/** The best that is left of several; wiped tells more than rotated, because somebody meant it. */
export function best(states: readonly Witness[]): Witness {
  return order.find(state => states.includes(state)) ?? 'absent'
}

/** What a source could tell of the hours before `to`. */
function witnessAt({ state, from, to: last, holes }: SourceState, to: Instant, born: Instant | undefined): Witness {
  if (state !== 'kept' && state !== 'partly') return state
  if (from !== undefined && from > to) return 'rotated'
  const hours = later(to, -6 * hour)
  const isYoung = born !== undefined && from !== undefined && born > hours && from <= later(born, 10 * minute)
  const since = isYoung ? from : hours
  const open = holes.filter(hole => hole.from <= to && hole.to >= since)
  if (open.some(hole => hole.wiped === true)) return 'wiped'
  if (open.length > 0) return 'partly'
  if (from !== undefined && from > since) return 'partly'
  // The last word long before: it stopped writing, or what it wrote is elsewhere.
  if (last !== undefined && last < later(to, -longestWait)) return 'absent'
  return state === 'partly' && covers(from, last, since, to) ? 'kept' : state
}

function covers(from: Instant | undefined, last: Instant | undefined, since: Instant, to: Instant): boolean {
  return from !== undefined && last !== undefined && from <= since && last >= to
}

/** Kind of happening without who, when and whence: what is compared to tell the usual from the rare. */
function shapeOf(e: HostEvent): string {
  const status = e.status === undefined ? '' : Math.floor(e.status / 100)
  return [e.verb, e.source, e.attack ?? '', e.outcome ?? '', status, e.attack === undefined ? (e.program ?? '') : ''].join('|')
}

/** Days on which each shape occurred before `until`. */
function usualShapes(events: readonly HostEvent[], until: Instant): ReadonlyMap<string, ReadonlySet<number>> {
  const days = new Map<string, Set<number>>()
  for (const event of events) {
    if (event.at >= until || event.at < firstOfAll || event.clock === 'order') continue
    const shape = shapeOf(event)
    const seen = days.get(shape) ?? new Set()
    const last = Math.floor(Math.min(msOf(event.until ?? event.at), msOf(until)) / day)
    for (let d = Math.floor(msOf(event.at) / day); d <= last && seen.size < 400; d++) seen.add(d)
    days.set(shape, seen)
  }
  return days
}
