// An installer from the net that the owner ran himself: what he typed, and what ties the malware to it.
import type { HostEvent } from '../core/event.ts'
import type { Clues } from '../core/trace.ts'
import { readShell } from '../parse/shell-command.ts'
import { isTied, kindOf, loginStories } from './login-story.ts'
import { minute, msOf } from './reckoning.ts'

export interface Pasted {
  /** The command that ran it. */
  readonly run: HostEvent
  /** What ties the malware to it: it runs in the session of somebody known for long, it fetches from the same server, or it came right after. */
  readonly tie: 'session' | 'server' | 'time'
}

const rightBefore = 10 * minute
/** The newest; a history can be as long as its owner likes. */
const mostCommands = 5000
const worthReading = /\b(?:curl|wget|fetch)\b/
/** A script of what was fetched, called as installers are. */
const installer =
  /(?:^|[\s;&|/])(?:[\w.-]*[_.-])?(?:install|setup|deploy|quick-?start|one-?(?:key|click))[\w.-]{0,40}\.(?:sh|run|bin|py|pl)\b|\bmake\s+install\b/i
const fetched = /\bgit\s+clone\s|\b(?:curl|wget)\b[^\n]*\bhttps?:\/\//

/**
 * A command like this stands in many a history and brought nothing: it counts when the malware runs in the session of a friend, when it is dated right before the malware, or
 * when no login is on record and it fetched from the very server from which the malware fetches.
 */
export function pastedInstaller(clues: Clues): Pasted | undefined {
  const known = answers.get(clues)
  if (known !== undefined) return known.answer
  const answer = find(clues)
  answers.set(clues, { answer })
  return answer
}

const answers = new WeakMap<Clues, { readonly answer: Pasted | undefined }>()

function find(clues: Clues): Pasted | undefined {
  const stories = loginStories(clues)
  const tied = stories.filter(isTied)
  const kinds = new Set((tied.length > 0 ? tied : stories).map(kindOf))
  // Whoever else came may have typed it too.
  if ([...kinds].some(kind => kind !== 'friend' && kind !== 'unclear')) return undefined
  const runs = runsIn(clues, new Set(tied.map(s => s.user)))
  const dated = runs.findLast(e => e.clock !== 'order' && isRightBefore(e, clues))
  const last = dated ?? runs.findLast(e => e.clock === 'order')
  if (last !== undefined && tied.length > 0 && !kinds.has('unclear')) return { run: last, tie: 'session' }
  if (dated !== undefined && kinds.has('friend')) return { run: dated, tie: 'time' }
  const origin = runs.findLast(e => e.clock === 'order' && isFromSameServer(e, clues))
  return origin && { run: origin, tie: 'server' }
}

/** What people typed or became root for; `users`: whose commands count, all where nobody is named. */
function runsIn({ events }: Clues, users: ReadonlySet<string | undefined>): readonly HostEvent[] {
  const typed = events
    .filter(
      e =>
        ((e.verb === 'command' && e.source === 'history') || e.verb === 'privilege') &&
        e.outcome !== 'failure' &&
        (users.size === 0 || users.has(undefined) || users.has(e.user)),
    )
    .slice(-mostCommands)
  // Of each account and record the first is enough: they stand in order.
  const fetches = new Map<string, { readonly fetch: HostEvent; readonly place: number }>()
  for (const [place, fetch] of typed.entries()) {
    const key = `${fetch.source} ${fetch.user}`
    if (!fetches.has(key) && fetched.test(fetch.command ?? '')) fetches.set(key, { fetch, place })
  }
  // Of a history without times only the order is known, and beside another record not even that.
  const isFetched = (e: HostEvent, at: number): boolean =>
    [...fetches.values()].some(
      ({ fetch, place }) =>
        fetch.user === e.user && (place < at || (fetch.source !== e.source && (fetch.clock === 'order' || e.clock === 'order'))),
    )
  return typed.filter((e, at) => isPiped(e) || (installer.test(e.command ?? '') && isFetched(e, at)))
}

function isPiped({ command = '' }: HostEvent): boolean {
  if (!worthReading.test(command)) return false
  const { signs } = readShell(command)
  return signs.has('download-to-shell') || signs.has('download-and-run')
}

function isRightBefore({ at, until }: HostEvent, { anchor }: Clues): boolean {
  if (anchor === undefined) return false
  const wait = msOf(anchor.at) - msOf(until ?? at)
  return wait <= rightBefore && wait >= -minute
}

/** The malware's own lines name the server from which that command fetched. */
function isFromSameServer({ command = '' }: HostEvent, { standing }: Clues): boolean {
  const hosts = standing.remains.flatMap(r => (r.key === 'url' ? [hostOf(r.value)] : [])).filter(host => host !== '')
  return hosts.some(host => command.includes(`//${host}`))
}

const hostOf = (url: string): string => /^\w+:\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(url)?.[1] ?? ''
