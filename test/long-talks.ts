// Long conversations as steps: miners of several coins, and ordinary programs that stay connected for hours. Chance comes from a seed.
import type { Step } from './tls-scene.ts'

export type Chance = () => number
/** A length, or any between two. */
type Length = number | readonly [low: number, high: number]

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One kind of exchange: mean seconds between two, by the clock or by chance; who begins; what is said in turns; seconds to the first answer. */
export interface Habit {
  readonly mean: number
  readonly isClock: boolean
  readonly from: 0 | 1
  readonly turns: readonly Length[]
  readonly delay: number
}

const trip = 0.03
const clock = (mean: number, ...turns: readonly Length[]): Habit => ({ mean, isClock: true, from: 0, turns, delay: trip })
const sometimes = (mean: number, ...turns: readonly Length[]): Habit => ({ mean, isClock: false, from: 0, turns, delay: trip })
const pushed = (mean: number, ...turns: readonly Length[]): Habit => ({ mean, isClock: false, from: 1, turns, delay: trip })
const pushedByClock = (mean: number, ...turns: readonly Length[]): Habit => ({ ...pushed(mean, ...turns), isClock: true })

function lengthOf(length: Length, chance: Chance): number {
  return typeof length === 'number' ? length : Math.round(length[0] + chance() * (length[1] - length[0]))
}

interface Event {
  readonly at: number
  readonly steps: readonly Step[]
}

function eventsOf({ mean, isClock, from, turns, delay }: Habit, chance: Chance, seconds: number): readonly Event[] {
  const wait = (): number => (isClock ? mean * (0.99 + 0.02 * chance()) : -Math.log(1 - chance() * 0.9999) * mean)
  const events: Event[] = []
  for (let at = wait(); at < seconds; at += wait()) {
    const steps = turns.map((turn, i): Step => {
      const side = (i % 2 === 0 ? from : 1 - from) as 0 | 1
      return [side, lengthOf(turn, chance), i === 0 ? 0 : delay * (0.8 + 0.6 * chance())]
    })
    events.push({ at, steps })
  }
  return events
}

/** The opening, then all habits in the order of their times. */
export function talkOf(opening: readonly Step[], habits: readonly Habit[], chance: Chance, seconds: number): readonly Step[] {
  const steps = [...opening]
  const events = habits.flatMap(habit => eventsOf(habit, chance, seconds))
  let now = 0
  for (const { at, steps: own } of events.toSorted((a, b) => a.at - b.at))
    for (const [i, [from, bytes, after]] of own.entries()) {
      const wait = i === 0 ? Math.max(0.001, at - now) : after
      now += wait
      steps.push([from, bytes, wait])
    }
  return steps
}

export interface Coin {
  /** Mean seconds between shares, and between jobs. */
  readonly share: number
  readonly block: number
  readonly submit: number
  readonly reply: number
  readonly job: number
  /** XMRig and its kin log in at once; others subscribe and authorize. */
  readonly isXmr?: boolean
  /** Everything is filled up to a multiple of this. */
  readonly pad?: number
  /** A greeting of HTTP before. */
  readonly isWeb?: boolean
}

const login: readonly Step[] = [
  [0, 540, 0.01],
  [1, 470, trip],
]
const subscribe: readonly Step[] = [
  [0, 70, 0.01],
  [1, 110, trip],
  [0, 120, 0.01],
  [1, 40, trip],
  [1, 55, 0.001],
  [1, 1250, 0.001],
]
const upgrade: readonly Step[] = [
  [0, 510, 0.01],
  [1, 180, trip],
]

/** Lengths of the texts as miners and pools write them. */
export const coins: Readonly<Record<string, Coin>> = {
  xmr: { share: 12, block: 60, submit: 229, reply: 63, job: 376, isXmr: true },
  'xmr, slow': { share: 45, block: 90, submit: 201, reply: 63, job: 310, isXmr: true },
  'xmr, fast': { share: 3, block: 120, submit: 229, reply: 63, job: 420, isXmr: true },
  btc: { share: 9, block: 31, submit: 131, reply: 38, job: 1250 },
  ltc: { share: 15, block: 45, submit: 118, reply: 40, job: 980 },
  zec: { share: 11, block: 60, submit: 2844, reply: 27, job: 300 },
  rvn: { share: 8, block: 40, submit: 243, reply: 36, job: 290 },
  kas: { share: 5, block: 2, submit: 105, reply: 36, job: 190 },
  etc: { share: 14, block: 12, submit: 233, reply: 40, job: 250 },
  erg: { share: 20, block: 70, submit: 125, reply: 38, job: 330 },
  'xmr, padded': { share: 12, block: 60, submit: 229, reply: 63, job: 376, isXmr: true, pad: 512 },
  'xmr, over WebSocket': { share: 12, block: 60, submit: 237, reply: 65, job: 380, isXmr: true, isWeb: true },
}

export function miner(coin: Coin, chance: Chance, seconds: number): readonly Step[] {
  const { share, block, submit, reply, job, isXmr = false, isWeb = false, pad = 1 } = coin
  const opening = [...(isWeb ? upgrade : []), ...(isXmr ? login : subscribe)]
  // Identifiers of one to four digits.
  const habits = [sometimes(share, [submit, submit + 2], [reply, reply + 2]), pushed(block, [job, job + 3])]
  const steps = talkOf(opening, isXmr ? [...habits, clock(60, 102, 71)] : habits, chance, seconds)
  return steps.map(([from, bytes, after]) => [from, Math.ceil(Number(bytes) / pad) * pad, after])
}

const hello: readonly Step[] = [
  [0, 90, 0.01],
  [1, 60, trip],
]

/** Programs that stay connected, by what they send and when. */
export const ordinary: Readonly<Record<string, readonly Habit[]>> = {
  'MQTT keep-alive': [clock(30, 2, 2)],
  'MQTT sensor': [clock(10, [118, 124], 4), clock(60, 2, 2), pushed(90, [60, 300], 4)],
  'MQTT events': [sometimes(12, 180, 4), pushed(60, 240, 4)],
  'WebSocket chat': [sometimes(20, [60, 420], [60, 120]), pushed(15, [100, 900]), clock(30, 6, 2)],
  'WebSocket with JSON heartbeats': [clock(25, 62, 58), pushed(40, [150, 2500])],
  'WebSocket presence': [clock(30, 95, 60), pushed(35, [260, 300])],
  'chat gateway': [clock(41, 16, 12), pushed(8, [180, 1400]), sometimes(90, [40, 90])],
  'push channel': [pushed(50, [180, 900], 24), clock(240, 12, 12)],
  'push channel with long receipts': [pushed(20, [290, 310], 120, 60)],
  'IMAP IDLE': [clock(290, 6, 30, 12, 10), pushedByClock(120, 16), pushed(300, 18, 6, 30, 45, [300, 3000])],
  'database, many queries': [sometimes(4, [60, 800], [30, 3500])],
  'database, one prepared insert': [sometimes(6, [180, 186], 38)],
  'database, notifications': [clock(20, 24, 30), pushed(30, [80, 200], 140, [150, 2000])],
  'database, replica': [pushed(3, [120, 3000]), clock(10, 34, 18)],
  'remote shell': [sometimes(3, 37, [37, 800])],
  'gRPC stream': [clock(10, 17, 17), pushed(7, [60, 900], 13)],
  'long polling': [{ ...clock(26, 420, [180, 900]), delay: 22 }],
  'polling of a small API': [clock(10, 210, 195)],
  'metrics, pushed': [clock(15, [800, 3800], 120)],
  'metrics, small': [clock(15, 240, 90)],
  'events, posted': [sometimes(9, [230, 520], 110)],
  'ticker of prices': [pushed(1.5, [150, 260]), clock(30, 20, 20)],
  'blocks over WebSocket': [pushedByClock(12, 1340, [90, 400], [80, 2400]), clock(30, 6, 2)],
  'order entry': [sometimes(12, [150, 210], [190, 330]), pushed(14, [200, 380]), clock(30, 80, 80)],
  'agent of a cluster': [clock(10, 152, 60), pushed(45, [150, 1800], [60, 200])],
  'agent with settings': [clock(30, 152, 60), pushed(120, [600, 640], 70)],
  'logs, forwarded': [sometimes(2, [150, 900], 30)],
  'location of a phone': [sometimes(15, [140, 150], 45), clock(60, 30, 30)],
  'message queue': [pushed(5, [200, 600], 21), clock(30, 8, 8)],
}

export function ordinaryTalk(name: string, chance: Chance, seconds: number): readonly Step[] {
  return talkOf(hello, ordinary[name] ?? [], chance, seconds)
}
