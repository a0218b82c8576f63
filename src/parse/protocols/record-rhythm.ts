// The rhythm of an encrypted conversation: which sizes come from whom, what is answered, what comes unasked, how evenly. Content is not needed.
import type { Rhythm } from '../../core/facts/wire-encrypted.ts'

/** Numbers of requests and the lengths of nonces vary by a few digits. */
const around = 6
/** The client introduces itself: login, or subscribe, authorize and their like. */
const introduction = 3
/** A share may wait for its answer no longer. */
const patience = 30
/** Acknowledged within. */
const promptly = 0.25

/** `sizes`: of the server negative. `times`: seconds, rising. Undefined when there is too little to tell. */
export function rhythmOf(sizes: ArrayLike<number>, times: ArrayLike<number>, count: number): Rhythm | undefined {
  const start = afterIntroduction(sizes, count)
  const asks = indexes(start, count, at => sizes[at]! > 0)
  if (asks.length < 6) return undefined
  const groups = commonest(asks.map(at => sizes[at]!))
  const evenness = (size: number): Evenness => evennessOf(asks.filter(at => Math.abs(sizes[at]! - size) <= around).map(at => times[at]!))
  const common = sharesFirst(groups, size => evenness(size).scatter)
  const reply = commonest(asks.flatMap(at => firstAnswer(sizes, times, at, count)))[0]?.size ?? 0
  const { replies, pushes, acknowledged } = sorted(sizes, times, start, count, reply)
  const pushSizes = pushes.map(at => -sizes[at]!).sort((a, b) => a - b)
  const push = pushSizes[pushSizes.length >> 1] ?? 0
  const { spacing, scatter } = evenness(common[0]!.size)
  const seconds = times[count - 1]! - times[0]!
  let bytes = 0
  for (let at = 0; at < count; at++) bytes += Math.abs(sizes[at]!)
  return {
    records: count,
    seconds,
    asked: asks.length,
    sizes: common.map(({ size }) => size),
    few: common.reduce((sum, { number }) => sum + number, 0) / asks.length,
    reply,
    replied: replies / asks.length,
    pushes: pushes.length,
    push,
    pushesAlike: pushSizes.filter(size => Math.abs(size - push) <= Math.max(24, push * 0.12)).length / Math.max(1, pushSizes.length),
    spacing,
    scatter,
    acknowledging: acknowledged / asks.length,
    bytesPerMinute: seconds === 0 ? bytes : (bytes * 60) / seconds,
  }
}

function afterIntroduction(sizes: ArrayLike<number>, count: number): number {
  let said = 0
  let at = 0
  for (; at < count && said < introduction; at++) if (sizes[at]! > 0) said++
  while (at < count && sizes[at]! < 0) at++
  return at
}

function indexes(start: number, count: number, which: (at: number) => boolean): readonly number[] {
  return Array.from({ length: Math.max(0, count - start) }, (_, i) => start + i).filter(which)
}

interface Group {
  readonly size: number
  readonly number: number
}

/** At most three groups of nearly the same number, the largest first. */
function commonest(numbers: readonly number[]): readonly Group[] {
  const groups: number[][] = []
  for (const size of numbers.toSorted((a, b) => a - b)) {
    const last = groups.at(-1)
    if (last !== undefined && size - last[0]! <= 2 * around) last.push(size)
    else groups.push([size])
  }
  return groups
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 3)
    .map(group => ({ size: group[group.length >> 1]!, number: group.length }))
}

/** The size of the first record of the server after that of the client, when the client waited for it. */
function firstAnswer(sizes: ArrayLike<number>, times: ArrayLike<number>, at: number, count: number): readonly number[] {
  const next = at + 1
  return next < count && sizes[next]! < 0 && times[next]! - times[at]! <= patience ? [-sizes[next]!] : []
}

function sorted(sizes: ArrayLike<number>, times: ArrayLike<number>, start: number, count: number, reply: number) {
  const pushes: number[] = []
  let replies = 0
  let open = 0
  let acknowledged = 0
  let pushedAt = Number.NEGATIVE_INFINITY
  for (let at = start; at < count; at++) {
    const size = sizes[at]!
    if (size > 0) {
      open++
      if (times[at]! - pushedAt < promptly) acknowledged++
      pushedAt = Number.NEGATIVE_INFINITY
    } else if (open > 0 && Math.abs(-size - reply) <= around + 4) {
      open--
      replies++
    } else {
      pushes.push(at)
      pushedAt = times[at]!
    }
  }
  return { replies, pushes, acknowledged }
}

interface Evenness {
  readonly spacing: number
  readonly scatter: number
}

function evennessOf(times: readonly number[]): Evenness {
  const gaps = times.slice(1).map((time, i) => time - times[i]!)
  const spacing = mean(gaps)
  return { spacing, scatter: spacing === 0 ? 0 : Math.sqrt(mean(gaps.map(gap => (gap - spacing) ** 2))) / spacing }
}

/** Of a slow miner most is keep-alive, by the clock: what is longer and comes by chance is the share. */
function sharesFirst(groups: readonly Group[], scatterOf: (size: number) => number): readonly Group[] {
  const [main] = groups
  if (main === undefined || scatterOf(main.size) >= 0.25) return groups
  const share = groups.find(({ size, number }) => number >= 5 && size > main.size && scatterOf(size) >= 0.45)
  return share === undefined ? groups : [share, ...groups.filter(group => group !== share)]
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length
}
