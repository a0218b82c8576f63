// Beacons: one machine that comes to the same server again and again, at even intervals with even sizes, as implants ask for orders.
import type { FlowShape, FlowTag, FlowWatch, FlowWatcher } from '../../core/dissector.ts'
import type { Beacon } from '../../core/facts/wire.ts'
import { wireRow } from '../wire-row.ts'
import { pairKey } from './pair-key.ts'

/** Visits, and the time they span: fewer may be even by chance. */
const leastVisits = 8
/** First visits that are not kept. */
const unkept = 2
const leastSpan = 600e6
/** Implants sleep for seconds at least; what comes more often is a program that is at work. */
const leastInterval = 5e6
const mostVisits = 512
const mostPairs = 50_000
const leastScore = 0.8
/**
 * Implants vary their sleep by up to a half either way. That still has bounds, which chance and people have not: nine gaps of ten are less than three times as
 * long as the shortest tenth; and what is said stays the same. It takes more visits to see.
 */
const leastVaried = 24
const mostSpread = 3
const evenSizes = 0.9
/** What is periodic by its nature: time, names, discovery, monitoring, printing, routing, mail that is looked for, messages that are pushed. By what they are, not by luck. */
const periodicPorts = new Set([
  53, 67, 68, 110, 123, 137, 138, 143, 161, 162, 319, 320, 389, 514, 520, 546, 547, 631, 853, 993, 995, 1883, 1900, 3702, 5222, 5223, 5228,
  5351, 5353, 5355, 8883, 9090, 9100, 10_050, 10_051,
])
const periodicProtocols = new Set(['dns', 'dns-tcp', 'ntp', 'stratum', 'coin-node', 'postgresql', 'mysql', 'redis', 'tds'])

export const beacons: FlowWatcher = {
  id: 'beacons',
  summary: { zh: '间隔与大小规律的回连', en: 'visits at even intervals with even sizes' },
  techniques: ['T1071', 'T1029'],
  references: ['https://github.com/activecm/rita-legacy'],
  open: emit => new Beacons(row => emit('beacons', row)),
}

interface Visits {
  readonly tag: FlowTag
  readonly protocol: string
  /** Time and size by turns. */
  readonly seen: number[]
}

class Beacons implements FlowWatch {
  private readonly tell: (row: Beacon) => void
  private readonly pairs = new Map<number, Visits>()
  /** Visits before a pair is kept, at most `unkept`, by a part of its key: most pairs are seen once. */
  private readonly seen = new Uint8Array(1 << 18)

  constructor(tell: (row: Beacon) => void) {
    this.tell = tell
  }

  flow(shape: FlowShape): void {
    const { transport, serverPort, protocol, midstream, packets, first } = shape
    const isTalk = transport !== 'icmp' && !midstream && packets[0] > 0 && packets[1] > 0
    if (!isTalk || periodicPorts.has(serverPort) || periodicProtocols.has(protocol)) return
    const key = pairKey(shape.clientKey, shape.serverKey, serverPort)
    const slot = Math.floor(key / 65_536) & 0x3_ffff
    if (this.seen[slot]! < unkept) {
      this.seen[slot]!++
      return
    }
    let visits = this.pairs.get(key)
    if (visits === undefined) {
      if (this.pairs.size >= mostPairs) this.forget()
      visits = { tag: shape.tag(), protocol, seen: [] }
      this.pairs.set(key, visits)
    }
    if (visits.seen.length < mostVisits * 2) visits.seen.push(first, shape.bytes[0])
  }

  end(): void {
    for (const { tag, protocol, seen } of this.pairs.values()) {
      if (seen.length < leastVisits * 2) continue
      const times = seen.filter((_, i) => i % 2 === 0).sort((a, b) => a - b)
      const sizes = seen.filter((_, i) => i % 2 === 1)
      const gaps = times.slice(1).map((time, i) => time - times[i]!)
      const span = times.at(-1)! - times[0]!
      const interval = median(gaps)
      if (span < leastSpan || interval < leastInterval) continue
      const same = evenness(sizes)
      const score = Math.min(evenness(gaps), same)
      if (score < leastScore && !(times.length >= leastVaried && same >= evenSizes && isBounded(gaps))) continue
      this.tell({
        ...wireRow(tag),
        protocol,
        visits: times.length,
        interval: Math.round(interval / 1e5) / 10,
        seconds: Math.round(span / 1e6),
        bytes: median(sizes),
        score: Math.round(score * 100) / 100,
      })
    }
    this.pairs.clear()
  }

  private forget(): void {
    for (const [key, { seen }] of this.pairs) if (seen.length < 6) this.pairs.delete(key)
    if (this.pairs.size >= mostPairs) this.pairs.clear()
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function isBounded(gaps: readonly number[]): boolean {
  const sorted = [...gaps].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.9)]! <= sorted[Math.floor(sorted.length * 0.1)]! * mostSpread
}

/** 0–1 as RITA has it: symmetric about the median (Bowley's skew), and near to it (median of deviations against the median). */
export function evenness(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)]
  const spread = high - low
  const skew = spread === 0 || middle === low || middle === high ? 0 : Math.abs((low + high - 2 * middle) / spread)
  const deviation = median(values.map(value => Math.abs(value - middle)))
  const closeness = middle === 0 ? 0 : Math.max(0, 1 - deviation / (middle * 0.5))
  return (1 - skew + 2 * closeness) / 3
}
