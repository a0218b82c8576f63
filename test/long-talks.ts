// Long conversations as steps: miners of several coins, and ordinary programs that stay connected for hours. Chance comes from a seed.
import type { Step } from './tls-scene.ts'

export type Chance = () => number

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

const within = (chance: Chance, low: number, high: number): number => Math.round(low + chance() * (high - low))
const waiting = (chance: Chance, mean: number): number => -Math.log(1 - chance() * 0.9999) * mean
const trip = 0.03

interface Event {
  readonly at: number
  readonly steps: readonly Step[]
}

/** Events of several kinds in the order of their times. */
function interleaved(opening: readonly Step[], events: readonly Event[]): readonly Step[] {
  const steps = [...opening]
  let now = 0
  for (const { at, steps: own } of events.toSorted((a, b) => a.at - b.at)) {
    own.forEach(([from, bytes, after], i) => {
      const wait = i === 0 ? Math.max(0.001, at - now) : after
      now += wait
      steps.push([from, bytes, wait])
    })
  }
  return steps
}

function every(chance: Chance, seconds: number, mean: number, isClock: boolean, steps: () => readonly Step[]): readonly Event[] {
  const events: Event[] = []
  for (
    let at = isClock ? mean : waiting(chance, mean);
    at < seconds;
    at += isClock ? mean * (0.99 + 0.02 * chance()) : waiting(chance, mean)
  )
    events.push({ at, steps: steps() })
  return events
}

export interface Coin {
  /** Mean seconds between shares, and between jobs. */
  readonly share: number
  readonly block: number
  readonly submit: number
  readonly reply: number
  readonly job: number
  readonly opening: readonly Step[]
  readonly keepAlive?: readonly [number, number]
  /** Everything is filled up to a multiple of this. */
  readonly pad?: number
}

const loginXmr: readonly Step[] = [
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

/** Lengths of the texts as miners and pools write them. */
export const coins: Readonly<Record<string, Coin>> = {
  xmr: { share: 12, block: 60, submit: 229, reply: 63, job: 376, opening: loginXmr, keepAlive: [102, 71] },
  'xmr, slow': { share: 45, block: 90, submit: 201, reply: 63, job: 310, opening: loginXmr, keepAlive: [102, 71] },
  'xmr, fast': { share: 3, block: 120, submit: 229, reply: 63, job: 420, opening: loginXmr },
  btc: { share: 9, block: 31, submit: 131, reply: 38, job: 1250, opening: subscribe },
  ltc: { share: 15, block: 45, submit: 118, reply: 40, job: 980, opening: subscribe },
  zec: { share: 11, block: 60, submit: 2844, reply: 27, job: 300, opening: subscribe },
  rvn: { share: 8, block: 40, submit: 243, reply: 36, job: 290, opening: subscribe },
  kas: { share: 5, block: 2, submit: 105, reply: 36, job: 190, opening: subscribe },
  etc: { share: 14, block: 12, submit: 233, reply: 40, job: 250, opening: subscribe },
  erg: { share: 20, block: 70, submit: 125, reply: 38, job: 330, opening: subscribe },
  'xmr, padded': { share: 12, block: 60, submit: 229, reply: 63, job: 376, opening: loginXmr, pad: 512 },
  'xmr, over WebSocket': { share: 12, block: 60, submit: 237, reply: 65, job: 380, opening: [[0, 510, 0.01], [1, 180, trip], ...loginXmr] },
}

export function miner(
  { share, block, submit, reply, job, opening, keepAlive, pad = 1 }: Coin,
  chance: Chance,
  seconds: number,
): readonly Step[] {
  const filled = (bytes: number): number => Math.ceil(bytes / pad) * pad
  let id = 3
  const digits = (): number => String(++id).length - 1
  const delay = (): number => trip * (0.8 + 0.6 * chance())
  const events = [
    ...every(chance, seconds, share, false, () => {
      const more = digits()
      return [
        [0, filled(submit + more), 0],
        [1, filled(reply + more), delay()],
      ]
    }),
    ...every(chance, seconds, block, false, () => [[1, filled(job + within(chance, 0, 3)), 0]]),
    ...(keepAlive === undefined
      ? []
      : every(chance, seconds, 60, true, () => [
          [0, filled(keepAlive[0]), 0],
          [1, filled(keepAlive[1]), delay()],
        ])),
  ] as Event[]
  return interleaved(opening, events)
}

type Ordinary = (chance: Chance, seconds: number) => readonly Step[]
const hello: readonly Step[] = [
  [0, 90, 0.01],
  [1, 60, trip],
]

/** Programs that stay connected, by what they send and when. */
export const ordinary: Readonly<Record<string, Ordinary>> = {
  'MQTT keep-alive': (c, s) =>
    interleaved(
      hello,
      every(c, s, 30, true, () => [
        [0, 2, 0],
        [1, 2, trip],
      ]),
    ),
  'MQTT sensor': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        10,
        true,
        () =>
          [
            [0, within(c, 118, 124), 0],
            [1, 4, trip],
          ] as const,
      ),
      ...every(
        c,
        s,
        60,
        true,
        () =>
          [
            [0, 2, 0],
            [1, 2, trip],
          ] as const,
      ),
      ...every(
        c,
        s,
        90,
        false,
        () =>
          [
            [1, within(c, 60, 300), 0],
            [0, 4, trip],
          ] as const,
      ),
    ]),
  'MQTT events': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        12,
        false,
        () =>
          [
            [0, 180, 0],
            [1, 4, trip],
          ] as const,
      ),
      ...every(
        c,
        s,
        60,
        false,
        () =>
          [
            [1, 240, 0],
            [0, 4, trip],
          ] as const,
      ),
    ]),
  'WebSocket chat': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        20,
        false,
        () =>
          [
            [0, within(c, 60, 420), 0],
            [1, within(c, 60, 120), trip],
          ] as const,
      ),
      ...every(c, s, 15, false, () => [[1, within(c, 100, 900), 0]] as const),
      ...every(
        c,
        s,
        30,
        true,
        () =>
          [
            [0, 6, 0],
            [1, 2, trip],
          ] as const,
      ),
    ]),
  'WebSocket with JSON heartbeats': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        25,
        true,
        () =>
          [
            [0, 62, 0],
            [1, 58, trip],
          ] as const,
      ),
      ...every(c, s, 40, false, () => [[1, within(c, 150, 2500), 0]] as const),
    ]),
  'chat gateway': (c, s) =>
    interleaved(
      [
        [0, 420, 0.1],
        [1, 3500, 0.1],
      ],
      [
        ...every(
          c,
          s,
          41,
          true,
          () =>
            [
              [0, 16, 0],
              [1, 12, trip],
            ] as const,
        ),
        ...every(c, s, 8, false, () => [[1, within(c, 180, 1400), 0]] as const),
        ...every(c, s, 90, false, () => [[0, within(c, 40, 90), 0]] as const),
      ],
    ),
  'push channel': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        50,
        false,
        () =>
          [
            [1, within(c, 180, 900), 0],
            [0, 24, trip],
          ] as const,
      ),
      ...every(
        c,
        s,
        240,
        true,
        () =>
          [
            [0, 12, 0],
            [1, 12, trip],
          ] as const,
      ),
    ]),
  'push channel with long receipts': (c, s) =>
    interleaved(
      hello,
      every(c, s, 20, false, () => [
        [1, within(c, 290, 310), 0],
        [0, 120, trip],
        [1, 60, trip],
      ]),
    ),
  'IMAP IDLE': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        290,
        true,
        () =>
          [
            [0, 6, 0],
            [1, 30, trip],
            [0, 12, 0.01],
            [1, 10, trip],
          ] as const,
      ),
      ...every(c, s, 120, true, () => [[1, 16, 0]] as const),
      ...every(
        c,
        s,
        300,
        false,
        () =>
          [
            [1, 18, 0],
            [0, 6, trip],
            [1, 30, trip],
            [0, 45, 0.1],
            [1, within(c, 300, 3000), trip],
          ] as const,
      ),
    ]),
  'database, many queries': (c, s) =>
    interleaved(
      hello,
      every(c, s, 4, false, () => [
        [0, within(c, 60, 800), 0],
        [1, within(c, 30, 3500), 0.01],
      ]),
    ),
  'database, one prepared insert': (c, s) =>
    interleaved(
      hello,
      every(c, s, 6, false, () => [
        [0, within(c, 180, 186), 0],
        [1, 38, 0.005],
      ]),
    ),
  'database, notifications': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        20,
        true,
        () =>
          [
            [0, 24, 0],
            [1, 30, 0.005],
          ] as const,
      ),
      ...every(
        c,
        s,
        30,
        false,
        () =>
          [
            [1, within(c, 80, 200), 0],
            [0, 140, 0.02],
            [1, within(c, 150, 2000), 0.01],
          ] as const,
      ),
    ]),
  'remote shell': (c, s) =>
    interleaved(
      hello,
      every(c, s, 3, false, () => [
        [0, 37, 0],
        [1, within(c, 37, 800), trip],
      ]),
    ),
  'gRPC stream': (c, s) =>
    interleaved(
      [
        [0, 200, 0.01],
        [1, 90, trip],
      ],
      [
        ...every(
          c,
          s,
          10,
          true,
          () =>
            [
              [0, 17, 0],
              [1, 17, trip],
            ] as const,
        ),
        ...every(
          c,
          s,
          7,
          false,
          () =>
            [
              [1, within(c, 60, 900), 0],
              [0, 13, 0.01],
            ] as const,
        ),
      ],
    ),
  'long polling': (c, s) =>
    interleaved(
      [],
      every(c, s, 26, true, () => [
        [0, 420, 0],
        [1, within(c, 180, 900), 25],
      ]),
    ),
  'polling of a small API': (c, s) =>
    interleaved(
      [],
      every(c, s, 10, true, () => [
        [0, 210, 0],
        [1, 195, trip],
      ]),
    ),
  'metrics, pushed': (c, s) =>
    interleaved(
      [],
      every(c, s, 15, true, () => [
        [0, within(c, 800, 3800), 0],
        [1, 120, trip],
      ]),
    ),
  'metrics, small': (c, s) =>
    interleaved(
      [],
      every(c, s, 15, true, () => [
        [0, 240, 0],
        [1, 90, trip],
      ]),
    ),
  'events, posted': (c, s) =>
    interleaved(
      [],
      every(c, s, 9, false, () => [
        [0, within(c, 230, 520), 0],
        [1, 110, trip],
      ]),
    ),
  'ticker of prices': (c, s) =>
    interleaved(hello, [
      ...every(c, s, 1.5, false, () => [[1, within(c, 150, 260), 0]] as const),
      ...every(
        c,
        s,
        30,
        true,
        () =>
          [
            [0, 20, 0],
            [1, 20, trip],
          ] as const,
      ),
    ]),
  'blocks over WebSocket': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        12,
        true,
        () =>
          [
            [1, 1340, 0],
            [0, within(c, 90, 400), 0.05],
            [1, within(c, 80, 2400), trip],
          ] as const,
      ),
      ...every(
        c,
        s,
        30,
        true,
        () =>
          [
            [0, 6, 0],
            [1, 2, trip],
          ] as const,
      ),
    ]),
  'order entry': (c, s) =>
    interleaved(hello, [
      ...every(
        c,
        s,
        12,
        false,
        () =>
          [
            [0, within(c, 150, 210), 0],
            [1, within(c, 190, 330), trip],
            [1, within(c, 200, 380), 0.4],
          ] as const,
      ),
      ...every(
        c,
        s,
        30,
        true,
        () =>
          [
            [0, 80, 0],
            [1, 80, trip],
          ] as const,
      ),
    ]),
  'agent of a cluster': (c, s) =>
    interleaved(
      [
        [0, 300, 0],
        [1, 200, 0.1],
      ],
      [
        ...every(
          c,
          s,
          10,
          true,
          () =>
            [
              [0, 152, 0],
              [1, 60, trip],
            ] as const,
        ),
        ...every(
          c,
          s,
          45,
          false,
          () =>
            [
              [1, within(c, 150, 1800), 0],
              [0, within(c, 60, 200), 0.05],
            ] as const,
        ),
      ],
    ),
}
