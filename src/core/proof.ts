// The proof that a host stays clean: looks at points in time after the cleaning, a day counted for each quiet one, and from the start again after a hit.
import { type Instant, instantOf } from './instant.ts'

/** Days without any sign after which a case is closed: the criterion that Alibaba Cloud's mining-removal guide closes its cases by. */
export const provingDays = 7

/** When to look, in milliseconds. */
export interface LookSchedule {
  /** After the cleaning, or after a hit. */
  readonly early: readonly number[]
  /** A day of proving. */
  readonly day: number
}

const minute = 60_000

/** Five seconds for what is restarted at once, a quarter of an hour for what is restarted by a schedule, then every day. */
export const ordinarySchedule: LookSchedule = { early: [5000, 15 * minute], day: 1440 * minute }

/** One look at the host after the response. */
export interface Verification {
  readonly at: Instant
  /** 'incomplete': nothing was seen, but not everything could be looked at; it proves nothing, and accuses nobody. */
  readonly outcome: 'quiet' | 'hit' | 'incomplete'
  /** Records that the journal held at that time: what came before the last cleaning says nothing about it. */
  readonly after: number
  readonly detail: string
}

/** Where a proof stands after some looks. Times in milliseconds since 1970. */
export interface Proof {
  /** From when the early looks are counted: the cleaning, the last hit, or the look that found the clock set back. */
  readonly origin: number
  /** The last look, or the origin. */
  readonly last: number
  /** The first quiet look since; undefined before there is one. */
  readonly start?: number | undefined
  /** Days since `start` that had a quiet look. */
  readonly days: number
  /** The newest of them, from 0. */
  readonly lastDay: number
  readonly hit?: Instant | undefined
  readonly clean?: Instant | undefined
}

/**
 * A day counts when it has a quiet look, so a day that nobody looked at delays; it is clean when every day was counted and a quiet look came
 * after the last of them was over. A clock that was set back tells no longer how much time has passed: the days are counted anew.
 */
export function proofOf(cleaned: Instant, looks: readonly Verification[], { day }: LookSchedule): Proof {
  const begun = (origin: number): Proof => ({ origin, last: origin, days: 0, lastDay: -1 })
  let proof = begun(Date.parse(cleaned))
  for (const { at, outcome } of looks) {
    const now = Date.parse(at)
    if (now < proof.last) proof = { ...begun(now), hit: proof.hit, clean: proof.clean }
    if (outcome === 'hit') proof = { ...begun(now), hit: at }
    else if (outcome === 'incomplete') proof = { ...proof, last: now }
    else proof = quiet(proof, now, at, day)
  }
  return proof
}

function quiet(proof: Proof, now: number, at: Instant, day: number): Proof {
  const start = proof.start ?? now
  const today = Math.floor((now - start) / day)
  const days = today > proof.lastDay ? proof.days + 1 : proof.days
  // One look in each of seven days, and one more after the seventh is over.
  return { ...proof, last: now, start, days, lastDay: today, clean: proof.clean ?? (days > provingDays ? at : undefined) }
}

/** When everything can have been proven at the earliest. */
export function provenAt({ start, origin, lastDay, days }: Proof, { day }: LookSchedule): Instant | undefined {
  return instantOf((start ?? origin) + (lastDay + provingDays + 1 - days) * day)
}

/** When to look next, and since when the wait runs; undefined when it is proven. */
export interface NextLook {
  readonly at: Instant
  readonly since: Instant
}

export function nextLookOf(proof: Proof, { early, day }: LookSchedule): NextLook | undefined {
  if (proof.clean !== undefined) return undefined
  const { origin, last, start = origin } = proof
  const daily = start + (Math.floor((last - start) / day) + 1) * day
  const next = Math.min(daily, ...early.map(ms => origin + ms).filter(ms => ms > last))
  const [at, since] = [instantOf(next), instantOf(last)]
  return at === undefined || since === undefined ? undefined : { at, since }
}

/** A clock that stands before the last look was set back: nobody knows how long ago that was, so it is time. */
export function isDue({ at, since }: NextLook, now: number): boolean {
  return now >= Date.parse(at) || now < Date.parse(since)
}
