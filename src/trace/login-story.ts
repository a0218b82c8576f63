// The story of a login over SSH: who failed before from the same address, how long the address is known here, and whether the malware hangs on it.
import type { HostEvent } from '../core/event.ts'
import type { Clues } from '../core/trace.ts'
import { isInside } from '../parse/inside-address.ts'
import { day, hour, minute, msOf } from './reckoning.ts'

export interface LoginStory {
  readonly login: HostEvent
  readonly by: 'password' | 'key' | 'other'
  /** Failures from the same address in the two days before, and the events that tell of them. */
  readonly failures: number
  readonly failed: readonly HostEvent[]
  /** The account was guessed at from many addresses in the hour before, this one among them. */
  readonly manyGuessers: boolean
  /** Days before on which somebody came in from the same address (or its neighbourhood) to the same account. */
  readonly knownDays: number
  readonly inside: boolean
  /** port: address and port are those that the malware inherited · address · session: its session scope · owner: the account owns what was dropped. */
  readonly ties: readonly ('port' | 'address' | 'session' | 'owner')[]
}

/** Fewer failures are a person who forgot a password. */
export const fewestGuesses = 12
const guessedWithin = 2 * day
const mostStories = 40

/** Logins before the anchor that may have been the entry, the most suspicious first. */
export function loginStories(clues: Clues): readonly LoginStory[] {
  const known = stories.get(clues)
  if (known !== undefined) return known
  const logins = clues.events.filter(e => e.verb === 'login' && e.outcome !== 'failure')
  const failed = clues.events.filter(e => e.verb === 'login-failed')
  const byAddress = Map.groupBy(failed, e => e.address ?? '')
  const found = logins
    .filter(e => e.at <= clues.window.to && e.at >= clues.window.from && isRemote(e))
    .map(login => storyOf(login, logins, byAddress.get(login.address ?? '') ?? [], failed, clues))
    .filter(story => story.ties.length > 0 || isNear(story.login, clues))
    .sort((a, b) => suspicion(b, clues) - suspicion(a, clues) || (a.login.at > b.login.at ? -1 : 1))
    .slice(0, mostStories)
  stories.set(clues, found)
  return found
}

const stories = new WeakMap<Clues, readonly LoginStory[]>()

const isRemote = (e: HostEvent): boolean => e.address !== undefined && e.address !== '' && e.address !== '127.0.0.1' && e.address !== '::1'

function isNear(login: HostEvent, { window }: Clues): boolean {
  return msOf(window.to) - msOf(login.at) <= day
}

function storyOf(
  login: HostEvent,
  logins: readonly HostEvent[],
  sameAddress: readonly HostEvent[],
  failed: readonly HostEvent[],
  clues: Clues,
): LoginStory {
  const at = msOf(login.at)
  const within = (e: HostEvent, span: number): boolean => msOf(e.at) <= at + minute && at - msOf(e.until ?? e.at) <= span
  const own = sameAddress.filter(e => within(e, guessedWithin))
  const around = failed.filter(e => e.user === login.user && within(e, hour))
  const known = logins.filter(e => e.user === login.user && at - msOf(e.at) > day / 2 && sameNeighbourhood(e.address, login.address))
  return {
    login,
    by:
      /^publickey|^SHA256:|hostbased/.test(login.method ?? '') || login.key !== undefined
        ? 'key'
        : /password|keyboard/.test(login.method ?? '')
          ? 'password'
          : 'other',
    failures: largestOf(own),
    failed: own,
    manyGuessers: own.length > 0 && new Set(around.map(e => e.address)).size >= 8 && countOf(around) >= 30,
    knownDays: new Set(known.map(e => e.at.slice(0, 10))).size,
    inside: isInside(login.address ?? ''),
    ties: tiesOf(login, clues),
  }
}

/** Several sources tell of the same failures: what the most talkative of them tells. */
function largestOf(events: readonly HostEvent[]): number {
  return Math.max(0, ...[...Map.groupBy(events, e => e.source).values()].map(countOf))
}

const countOf = (events: readonly HostEvent[]): number => events.reduce((sum, e) => sum + e.count, 0)

function tiesOf(login: HostEvent, { standing }: Clues): LoginStory['ties'] {
  const ties: LoginStory['ties'][number][] = []
  for (const { key, value } of standing.causal) {
    if (key === 'SSH_CONNECTION' || key === 'SSH_CLIENT') {
      const [address, port] = value.split(' ')
      if (address === login.address) ties.push(login.port !== undefined && String(login.port) === port ? 'port' : 'address')
    }
    const session = key === 'cgroup' ? /session-([\w]+)\.scope/.exec(value)?.[1] : undefined
    if (session !== undefined && session === login.session) ties.push('session')
  }
  if (standing.owners.slice(0, 3).includes(login.user ?? '')) ties.push('owner')
  return [...new Set(ties)]
}

/** How strongly it asks to be looked at; only for choosing among logins, never told. */
function suspicion({ login, failures, knownDays, ties, inside }: LoginStory, clues: Clues): number {
  const wait = Math.max(0, msOf(clues.window.to) - msOf(login.at))
  return (
    (ties.includes('port') ? 8 : ties.includes('session') ? 7 : ties.includes('address') ? 6 : 0) +
    (ties.includes('owner') ? 2 : 0) +
    (failures >= fewestGuesses ? 3 : 0) -
    Math.min(3, knownDays) -
    (inside ? 0.5 : 0) -
    Math.min(4, Math.log10(1 + wait / (10 * minute)))
  )
}

/** The same address, or for IPv4 the same /24, for IPv6 the same /64: people's addresses move a little. */
function sameNeighbourhood(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return a === b || networkOf(a) === networkOf(b)
}

function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address.slice(0, address.lastIndexOf('.'))
}
