// Whether somebody wrote the key of a login into the account shortly before: such a login comes of the way in, and is none itself.
import type { HostEvent, Verb } from '../core/event.ts'
import type { Instant } from '../core/instant.ts'
import type { Clues } from '../core/trace.ts'
import { day, hour, minute, msOf, second } from './reckoning.ts'
import { isRefused } from './refused.ts'

export interface Planting {
  /** Records of the key file being written, and findings that tell of it. */
  readonly writes: readonly string[]
  /** When it was written, where that is known. */
  readonly at?: Instant | undefined
  /** The login in whose session it was done; undefined: not on record, or no login did it. */
  readonly by?: HostEvent | undefined
}

/** A key used so soon after its file was written came with that writing. */
const usedWithin = hour
/** Sessions are seldom longer. */
const sessionWithin = day
/** Servers write a request down when it ends. */
const writtenDown = 5 * second
const deeds: ReadonlySet<Verb> = new Set(['exploit', 'request', 'command', 'container', 'configured'])
/** On at most two days before. */
const rare = 0.3
const keyFile = /\bauthorized_keys2?$/
/** Written to, appended to, or the last argument of what copies; never merely read. */
const writing =
  /(?:>\s{0,9}|\btee\s{1,9}(?:-a\s{1,9})?)["']?[^\s;|&"'<>]{0,200}\bauthorized_keys|\b(?:cp|mv|install|scp|rsync)\s[^;|&\n]{0,400}\bauthorized_keys2?["']?\s{0,9}(?:$|[;|&\n])|\bsed\s{1,9}-i[^;|&\n]{0,400}\bauthorized_keys|\bssh-copy-id\b/

/**
 * `logins` are those that succeeded; `isByKey` which were by key as far as is known, `isStranger` who was not known by then. undefined: the key was in use before its file was last written, or nothing tells
 * of any writing before it was used first.
 */
export function plantingOf(
  clues: Clues,
  login: HostEvent,
  logins: readonly HostEvent[],
  isByKey: (other: HostEvent) => boolean,
  isStranger: (other: HostEvent) => boolean,
): Planting | undefined {
  const dump = clues.standing.remains.find(r => r.key === 'redis-dump' && /authorized_keys/.test(r.value))
  // Where records name no fingerprint, keys of one account cannot be told apart.
  const uses = logins.filter(e => e === login || (e.at < login.at && e.user === login.user && e.key === login.key && isByKey(e)))
  const first = uses.reduce((a, b) => (b.at < a.at ? b : a))
  const writes = clues.events.filter(
    e => e.at >= clues.window.from && msOf(e.at) <= msOf(first.at) + first.spread * second && isWriting(e, login.user ?? ''),
  )
  if (dump !== undefined) return { writes: [...writes.map(e => e.id), ...dump.findings] }
  for (const write of writes.toReversed()) {
    const by = logins.findLast(e => e.at < first.at && isDuring(e, write) && isStranger(e) && couldWrite(clues, e, write, login))
    if (by !== undefined) return { writes: [write.id], at: write.at, by }
  }
  // Without a session that did it, times within the grain of the record prove no order.
  const alone = writes.findLast(
    e =>
      e.at <= first.at &&
      (msOf(first.at) - msOf(e.at) <= usedWithin ||
        clues.events.some(o => (o.address === login.address && o.at < e.at) || isAttackThen(clues, o, e))),
  )
  return alone && { writes: [alone.id], at: alone.at }
}

/** A service was attacked, as it seldom is here and not in vain, and the next moment the key was there. */
function isAttackThen(clues: Clues, o: HostEvent, write: HostEvent): boolean {
  if (o.attack === undefined || !deeds.has(o.verb) || isRefused(o)) return false
  const wait = msOf(write.at) - msOf(o.at)
  return wait <= minute && wait >= -writtenDown && clues.rarity(o) >= rare
}

function isWriting(e: HostEvent, user: string): boolean {
  if (e.clock === 'order' || e.outcome === 'failure') return false
  const text = e.path ?? e.command ?? ''
  const writes =
    e.verb === 'key-changed' ||
    (e.verb === 'file' && e.trust !== 'user' && keyFile.test(e.path ?? '')) ||
    ((e.verb === 'command' || e.verb === 'privilege') && writing.test(e.command ?? ''))
  return writes && (e.user === user || e.target === user || text.includes(`/${user}/`))
}

function isDuring(by: HostEvent, write: HostEvent): boolean {
  const wait = msOf(write.at) + write.spread * second - (msOf(by.at) - by.spread * second)
  return wait >= 0 && wait <= sessionWithin
}

/** Its own account's file anybody writes, root everybody's, and who became somebody else in between too. */
function couldWrite({ events }: Clues, by: HostEvent, write: HostEvent, { user }: HostEvent): boolean {
  return (
    by.user === user ||
    by.user === 'root' ||
    events.some(e => e.verb === 'privilege' && e.outcome !== 'failure' && e.user === by.user && e.at >= by.at && e.at <= write.at)
  )
}
