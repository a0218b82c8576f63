// One happening, several witnesses: records of it that stand in different sources become one event that names them all.
import type { Clock, HostEvent, Particulars, Trust } from '../core/event.ts'
import { byTime, msOf, second } from './reckoning.ts'

/** Clocks of one host agree; what differs is when each writes: wtmp after the session is open, a journal after its queue. */
const tolerance = 3 * second
/** Failures are folded over minutes, and every source folds them in its own way. */
const foldedTolerance = 10 * 60 * second

/** The same events with duplicates joined, oldest first. Events of one source are never joined: it says once what happened once. */
export function joined(events: readonly HostEvent[]): readonly HostEvent[] {
  const out: HostEvent[] = []
  for (const group of Map.groupBy(withoutCopies(events), keyOf).values()) out.push(...joinedGroup(group.toSorted(byTime)))
  return out.sort(byTime)
}

/** utmp is given the same records as wtmp: one record of both, in two files. */
function withoutCopies(events: readonly HostEvent[]): readonly HostEvent[] {
  const known = new Map<string, HostEvent>()
  for (const event of events) {
    const { source, verb, at, pid, user, locator } = event
    const key = source === 'logins' ? `${verb} ${at} ${pid} ${user}` : event.id
    const first = known.get(key)
    const copied = first !== undefined && first.locator.split('#')[0] !== locator.split('#')[0]
    if (first === undefined) known.set(key, event)
    else known.set(copied ? key : `${key} ${event.id}`, copied ? { ...first, also: [...(first.also ?? []), { source, locator }] } : event)
  }
  return [...known.values()]
}

function keyOf(e: HostEvent): string {
  if (e.verb === 'login' || e.verb === 'logout') return `${e.verb}\n${e.user ?? e.session ?? ''}`
  if (e.verb === 'login-failed') return `${e.verb}\n${e.address ?? e.user ?? ''}`
  const { user, target, address, port, command, request, path, unit, container, attack, status } = e
  return [e.verb, e.package, user, target, address, port, command, request, path, unit, container, attack, status].join('\n')
}

function joinedGroup(group: readonly HostEvent[]): readonly HostEvent[] {
  const open: HostEvent[] = []
  const done: HostEvent[] = []
  for (const event of group) {
    const at = open.findIndex(known => isSame(known, event))
    if (at >= 0) open[at] = join(open[at]!, event)
    else open.push(event)
    // What ended long before meets nothing any more.
    while (open.length > 64) done.push(open.shift()!)
  }
  return [...done, ...open]
}

function isSame(a: HostEvent, b: HostEvent): boolean {
  if (sourcesOf(a).includes(b.source) && !isCompanion(a, b)) return false
  if (a.outcome !== undefined && b.outcome !== undefined && a.outcome !== b.outcome) return false
  if (!agree(a.address, b.address) || !agree(a.port, b.port) || !agree(a.session, b.session)) return false
  const slack = (a.count > 1 || b.count > 1 ? foldedTolerance : tolerance) + (a.spread + b.spread) * second
  return msOf(b.at) - msOf(a.until ?? a.at) <= slack && msOf(a.at) - msOf(b.until ?? b.at) <= slack
}

/** A session that logind opens is the login that sshd let in, though both stand in one log. */
function isCompanion(a: HostEvent, b: HostEvent): boolean {
  return a.verb === 'login' && (a.method === 'session') !== (b.method === 'session')
}

const agree = (a: unknown, b: unknown): boolean => a === undefined || b === undefined || a === '' || b === '' || a === b
const sourcesOf = (e: HostEvent): readonly string[] => [e.source, ...(e.also ?? []).map(o => o.source)]

const trusts: Readonly<Record<Trust, number>> = { kernel: 3, service: 2, user: 0 }
const clocks: Readonly<Record<Clock, number>> = { kernel: 4, zoned: 3, local: 2, assumed: 1, order: 0 }

/** How much a record is to be preferred: who wrote it, how its time is known, how much it says. */
function worth(e: HostEvent): number {
  return (
    trusts[e.trust] * 10 + clocks[e.clock] * 3 + (e.address ? 4 : 0) + (e.port === undefined ? 0 : 2) + (e.method === 'session' ? -8 : 0)
  )
}

function join(a: HostEvent, b: HostEvent): HostEvent {
  const [best, other] = worth(b) > worth(a) ? [b, a] : [a, b]
  const until = [a.until, b.until]
    .filter(t => t !== undefined)
    .sort()
    .at(-1)
  return {
    ...said(other),
    ...defined(best),
    count: Math.max(a.count, b.count),
    ...(until === undefined ? {} : { until }),
    also: [...(best.also ?? []), { source: other.source, locator: other.locator }, ...(other.also ?? [])],
    entities: [...new Set([...best.entities, ...other.entities])],
  }
}

const particulars = ['user', 'target', 'address', 'port', 'pid', 'program', 'path', 'command', 'method', 'key', 'session'] as const

function said(e: HostEvent): Particulars {
  return Object.fromEntries(particulars.flatMap(name => (e[name] === undefined || e[name] === '' ? [] : [[name, e[name]]])))
}

/** Without members that are there but say nothing, so that they hide nothing of the other's. */
function defined(e: HostEvent): HostEvent {
  return Object.fromEntries(Object.entries(e).filter(([, value]) => value !== undefined && value !== '')) as unknown as HostEvent
}
