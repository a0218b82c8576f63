// Who is to be kept out for guessing passwords, until when and why: logins in their order of time, counted by source. Pure.
import type { Limits, LimitWindow } from '../core/limits.ts'
import { networkText } from '../parse/network-text.ts'

/** One login that was tried. */
export interface LoginTry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly address: string
  readonly user: string
  readonly accepted: boolean
  /** "sshd", "redis" … */
  readonly service: string
  /** "/var/log/auth.log:1207" */
  readonly locator: string
}

export interface Ban {
  /** An IPv4 address, or the network of an IPv6 address. */
  readonly source: string
  /** How many times it was banned lately, this one included. */
  readonly level: number
  readonly seconds: number
  readonly since: number
  readonly until: number
  readonly window: LimitWindow
  /** What filled the window, the oldest first. */
  readonly tries: readonly LoginTry[]
}

export interface Judged {
  /** Those that still run at `now`. */
  readonly bans: readonly Ban[]
  /** Sources that had come in before they were ever banned: they are left alone. */
  readonly habitual: ReadonlySet<string>
  /** Logins that were accepted after so much guessing that the source was banned, or should have been. */
  readonly guessed: readonly LoginTry[]
}

export function sourceOf(address: string, { prefix6 }: Pick<Limits, 'prefix6'>): string | undefined {
  return address.includes(':') ? (networkText(address, prefix6) ?? networkText(address)) : networkText(address)
}

/** `earlier`: when bans of a source that were really given began, by source; what led to them does not count again. */
export function judgeLogins(
  tries: readonly LoginTry[],
  limits: Limits,
  earlier: ReadonlyMap<string, readonly number[]>,
  now: number,
): Judged {
  const bans: Ban[] = []
  const habitual = new Set<string>()
  const guessed: LoginTry[] = []
  const sources = Map.groupBy(
    tries.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at),
    ({ address }) => sourceOf(address, limits),
  )
  for (const [source, own] of sources) {
    if (source === undefined) continue
    const { last, isHabitual, after } = follow(source, own, limits, earlier.get(source) ?? [])
    if (isHabitual) habitual.add(source)
    else guessed.push(...after)
    if (!isHabitual && last !== undefined && last.until > now) bans.push(last)
  }
  return { bans: bans.toSorted((a, b) => a.since - b.since), habitual, guessed }
}

interface Followed {
  readonly last: Ban | undefined
  readonly isHabitual: boolean
  readonly after: readonly LoginTry[]
}

function follow(source: string, tries: readonly LoginTry[], limits: Limits, earlier: readonly number[]): Followed {
  const longest = Math.max(...limits.windows.map(w => w.seconds)) * 1000
  const begun = [...earlier]
  const answered = Math.max(-Infinity, ...earlier)
  const after: LoginTry[] = []
  let isHabitual = false
  let last: Ban | undefined
  let recent: LoginTry[] = []
  for (const one of tries) {
    if (one.accepted) {
      if (begun.length === 0) isHabitual = true
      else after.push(one)
      continue
    }
    if (one.at <= answered || one.at < (last?.until ?? 0)) continue
    recent = [...recent.filter(({ at }) => one.at - at <= longest), one]
    const full = limits.windows.find(window => isFull(window, recent, one.at))
    if (full === undefined) continue
    const level = 1 + begun.filter(at => one.at - at <= limits.memory * 1000).length
    const seconds = limits.bans[Math.min(level, limits.bans.length) - 1] ?? 0
    const filling = recent.filter(({ at }) => one.at - at <= full.seconds * 1000)
    last = { source, level, seconds, since: one.at, until: one.at + seconds * 1000, window: full, tries: filling }
    begun.push(one.at)
    recent = []
  }
  return { last, isHabitual, after }
}

function isFull({ seconds, tries, accounts }: LimitWindow, recent: readonly LoginTry[], now: number): boolean {
  const inside = recent.filter(({ at }) => now - at <= seconds * 1000)
  return inside.length >= (tries ?? Infinity) || new Set(inside.map(({ user }) => user)).size >= (accounts ?? Infinity)
}
