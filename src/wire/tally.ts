// What an engine counted, as plain numbers that several engines can add up; what it did not see becomes gaps.
import { type Gap, gap } from '../core/gap.ts'
import { addedUnseen, gapOf, type Unseen } from './unseen.ts'

export interface Tally {
  readonly frames: number
  readonly bytes: number
  readonly flows: number
  /** Microseconds since 1970; Infinity and 0 where nobody talked. */
  readonly first: number
  readonly last: number
  /** Flows forgotten before their end. */
  readonly evicted: number
  readonly droppedRows: number
  readonly lostBytes: number
  /** Fragmented packets that stayed incomplete, and frames of nothing but headers. */
  readonly fragments: number
  /** Pieces of fragmented packets, and of streams, that came again with another content. */
  readonly fragmentConflicts: number
  readonly conflicts: number
  /** Segments with a wrong checksum among right ones. */
  readonly misleading: number
  readonly deep: number
  /** Frames of link types that are not known. */
  readonly links: readonly (readonly [link: number, frames: number])[]
  readonly failures: readonly (readonly [module: string, detail: string])[]
  readonly unseen: readonly Unseen[]
}

/** Shares of one reading: each engine saw every frame, and followed its own flows. */
export function added([first, ...others]: readonly [Tally, ...Tally[]]): Tally {
  const sum = (of: (tally: Tally) => number): number => others.reduce((n, tally) => n + of(tally), of(first))
  return {
    ...first,
    flows: sum(t => t.flows),
    first: others.reduce((least, t) => Math.min(least, t.first), first.first),
    last: others.reduce((most, t) => Math.max(most, t.last), first.last),
    evicted: sum(t => t.evicted),
    droppedRows: sum(t => t.droppedRows),
    lostBytes: sum(t => t.lostBytes),
    conflicts: sum(t => t.conflicts),
    misleading: sum(t => t.misleading),
    failures: [...new Map([first, ...others].flatMap(t => t.failures))],
    unseen: addedUnseen([first, ...others].map(t => t.unseen)),
  }
}

export function gapsOf(tally: Tally): readonly Gap[] {
  const { evicted, droppedRows, lostBytes, fragments, conflicts, fragmentConflicts, misleading, deep } = tally
  return [
    ...tally.links.map(([link, count]) => gap(`link type ${link}`, 'unsupported', `${count} frames were not looked at`)),
    ...(deep > 0 ? [gap('wire', 'capped', `${deep} frames with too many headers`)] : []),
    ...(evicted > 0 ? [gap('flows', 'capped', `${evicted} flows were given up before their end, for there were too many`)] : []),
    ...(droppedRows > 0 ? [gap('rows', 'capped', `${droppedRows} rows were too many`)] : []),
    ...(lostBytes > 0 ? [gap('streams', 'unsupported', `${lostBytes} bytes of streams are missing in the capture`)] : []),
    ...(fragments > 0 ? [gap('fragments', 'unsupported', `${fragments} fragmented packets are incomplete in the capture`)] : []),
    ...(conflicts > 0 ? [gap('streams', 'tampered', overlaid(conflicts))] : []),
    ...(misleading > 0
      ? [gap('streams', 'unsupported', `${misleading} segments with a wrong checksum were passed over, as their receivers do`)]
      : []),
    ...(fragmentConflicts > 0 ? [gap('fragments', 'tampered', overlaid(fragmentConflicts))] : []),
    ...tally.unseen.map(gapOf),
    ...tally.failures.map(([id, detail]) => gap(`protocol ${id}`, 'malformed', `stopped by an internal error: ${detail}`)),
  ]
}

/** Two contents for one place: the first was looked at, and the receiver may have taken the other. */
function overlaid(count: number): string {
  return `${count} pieces came again with another content: only the first was looked at`
}
