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

/** Most conversations are heard and let go: their records are counted in rooms that all share. */
let rooms = 0
/** Requests, by their place. */
let asks = new Int32Array(0)
let scratch = asks
let spread = new Float64Array(0)

/** `sizes`: of the server negative. `times`: seconds, rising. Undefined when there is too little to tell. */
export function rhythmOf(sizes: ArrayLike<number>, times: ArrayLike<number>, count: number): Rhythm | undefined {
  if (rooms < count) {
    rooms = 2 * count
    asks = new Int32Array(rooms)
    scratch = new Int32Array(rooms)
    spread = new Float64Array(rooms)
  }
  const start = afterIntroduction(sizes, count)
  let asked = 0
  for (let at = start; at < count; at++) if (sizes[at]! > 0) asks[asked++] = at
  if (asked < 6) return undefined
  const evenness = (size: number): Evenness => evennessOf(sizes, times, asked, size)
  for (let i = 0; i < asked; i++) scratch[i] = sizes[asks[i]!]!
  const common = sharesFirst(commonest(asked), size => evenness(size).scatter)
  let answered = 0
  for (let i = 0; i < asked; i++) answered = firstAnswer(sizes, times, asks[i]!, count, answered)
  const reply = commonest(answered)[0]?.size ?? 0
  const { replies, pushes, acknowledged } = sorted(sizes, times, start, count, reply)
  const pushSizes = scratch.subarray(0, pushes).sort()
  const push = pushSizes[pushes >> 1] ?? 0
  let alike = 0
  for (const size of pushSizes) if (Math.abs(size - push) <= Math.max(24, push * 0.12)) alike++
  const { spacing, scatter } = evenness(common[0]!.size)
  const seconds = times[count - 1]! - times[0]!
  let bytes = 0
  for (let at = 0; at < count; at++) bytes += Math.abs(sizes[at]!)
  return {
    records: count,
    seconds,
    asked,
    sizes: common.map(({ size }) => size),
    few: common.reduce((sum, { number }) => sum + number, 0) / asked,
    reply,
    replied: replies / asked,
    pushes,
    push,
    pushesAlike: alike / Math.max(1, pushes),
    spacing,
    scatter,
    acknowledging: acknowledged / asked,
    pushesAnswered: acknowledged / Math.max(1, pushes),
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

interface Group {
  readonly size: number
  readonly number: number
}

/** Of the first numbers in `scratch` at most three groups of nearly the same, the largest first. */
function commonest(count: number): readonly Group[] {
  const numbers = scratch.subarray(0, count).sort()
  const groups: Group[] = []
  for (let from = 0, at = 1; at <= count; at++) {
    if (at < count && numbers[at]! - numbers[from]! <= 2 * around) continue
    const number = at - from
    let place = groups.length
    while (place > 0 && groups[place - 1]!.number < number) place--
    if (place < 3) groups.splice(place, 0, { size: numbers[from + (number >> 1)]!, number })
    if (groups.length > 3) groups.pop()
    from = at
  }
  return groups
}

/** Puts the size of the first record of the server after that of the client, when the client waited for it, into `scratch`; the number of all there. */
function firstAnswer(sizes: ArrayLike<number>, times: ArrayLike<number>, at: number, count: number, answered: number): number {
  const next = at + 1
  if (next >= count || sizes[next]! >= 0 || times[next]! - times[at]! > patience) return answered
  scratch[answered] = -sizes[next]!
  return answered + 1
}

/** Tells replies from pushes, whose sizes come into `scratch`. */
function sorted(sizes: ArrayLike<number>, times: ArrayLike<number>, start: number, count: number, reply: number) {
  let pushes = 0
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
      scratch[pushes++] = -size
      pushedAt = times[at]!
    }
  }
  return { replies, pushes, acknowledged }
}

interface Evenness {
  readonly spacing: number
  readonly scatter: number
}

/** Of the requests of about that size. */
function evennessOf(sizes: ArrayLike<number>, times: ArrayLike<number>, asked: number, size: number): Evenness {
  const gaps = spread
  let before = Number.NaN
  let count = 0
  let sum = 0
  for (let i = 0; i < asked; i++) {
    const at = asks[i]!
    if (Math.abs(sizes[at]! - size) > around) continue
    const gap = times[at]! - before
    before = times[at]!
    if (Number.isNaN(gap)) continue
    gaps[count++] = gap
    sum += gap
  }
  const spacing = count === 0 ? 0 : sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (gaps[i]! - spacing) ** 2
  return { spacing, scatter: spacing === 0 ? 0 : Math.sqrt(squares / count) / spacing }
}

/** Of a slow miner most is keep-alive, by the clock: what is longer and comes by chance is the share. */
function sharesFirst(groups: readonly Group[], scatterOf: (size: number) => number): readonly Group[] {
  const [main] = groups
  if (main === undefined || scatterOf(main.size) >= 0.25) return groups
  const share = groups.find(({ size, number }) => number >= 5 && size > main.size && scatterOf(size) >= 0.45)
  return share === undefined ? groups : [share, ...groups.filter(group => group !== share)]
}
