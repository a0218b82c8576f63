// Drafts of one file in bounded memory: equal ones are folded, and when there are too many, the rare ones and those near the anchor are kept.
import type { Draft } from '../../core/log-format.ts'
import { Recent } from '../../parse/logs/recent.ts'
import type { Wall } from './years.ts'

export interface Taken {
  readonly draft: Draft
  readonly wall: Wall
  readonly yearless: boolean
  /** Line number, from 1. */
  readonly line: number
  readonly text: string
  readonly kind: Kind
  count: number
  until: Wall
  /** It was counted, and is not kept. */
  isDropped: boolean
}

interface Kind extends Pick<Draft, 'verb' | 'outcome' | 'program'> {
  readonly name: string
  kept: number
  dropped: number
}

/** Equal records that follow each other within this time are one event: an hourly job is one, and so is a slow guesser. */
const closely = 2 * 3_600_000
/** The records of a log are nearly in order: a little way back is still the same event. */
const disorder = 60_000
/** Events that may go on. */
const mostOpen = 10_000
/** Programs may be named by whoever writes to the log: further ones are of one kind. */
const mostKinds = 1000

export class Folding {
  told = 0
  private taken: Taken[] = []
  private readonly open = new Recent<Taken>(mostOpen)
  private readonly kinds = new Map<string, Kind>()
  private lastKind: Kind | undefined
  private readonly most: number
  private readonly distance: ((wall: Wall) => number) | undefined

  /** `distance` from the anchor, on the file's scale. */
  constructor(most: number, distance?: ((wall: Wall) => number) | undefined) {
    this.most = most
    this.distance = distance
  }

  /** Of each kind of event how many there were beyond those that are kept. */
  get dropped(): ReadonlyMap<string, number> {
    return new Map([...this.kinds.values()].filter(kind => kind.dropped > 0).map(({ name, dropped }) => [name, dropped]))
  }

  add(draft: Draft, wall: Wall, yearless: boolean, line: number, text: string): void {
    const count = draft.count ?? 1
    this.told += count
    const { fold } = draft
    const before = fold === undefined ? undefined : this.open.get(fold)
    if (before !== undefined && !before.isDropped && wall - before.until <= closely && wall >= before.wall - disorder) {
      before.count += count
      if (wall > before.until) before.until = wall
      return
    }
    const kind = this.kindOf(draft)
    kind.kept++
    const taken = { draft, wall, yearless, line, text, kind, count, until: wall, isDropped: false }
    this.taken.push(taken)
    if (fold !== undefined) this.open.set(fold, taken)
    if (this.taken.length >= 2 * this.most) this.thin()
  }

  /** In the order of the file. */
  all(): readonly Taken[] {
    if (this.taken.length > this.most) this.thin()
    return this.taken
  }

  private kindOf({ verb, outcome, program }: Draft): Kind {
    const last = this.lastKind
    if (last?.verb === verb && last.outcome === outcome && last.program === program) return last
    const what = outcome === undefined ? verb : `${verb} ${outcome}`
    const by = program === undefined ? what : `${what} by ${program}`
    const name = this.kinds.size < mostKinds || this.kinds.has(by) ? by : `${what} by others`
    const kind = this.kinds.getOrInsertComputed(name, () => ({ name, verb, outcome, program, kept: 0, dropped: 0 }))
    this.lastKind = kind
    return kind
  }

  private thin(): void {
    const kinds = [...this.kinds.values()].sort((a, b) => a.kept - b.kept)
    // The same share for each kind; what small kinds leave goes to the large ones.
    let left = this.most
    kinds.forEach((kind, i) => {
      const share = Math.floor(left / (kinds.length - i))
      left -= Math.min(kind.kept, share)
      if (kind.kept > share) this.choose(kind, share)
    })
    this.taken = this.taken.filter(taken => !taken.isDropped)
  }

  /** Keeps the `most` of best rank; of equal ones the first. */
  private choose(kind: Kind, most: number): void {
    const own = this.taken.filter(taken => taken.kind === kind)
    const ranks = new Float64Array(own.length)
    for (let i = 0; i < own.length; i++) ranks[i] = this.rank(own[i]!)
    const worst = most === 0 ? Number.NEGATIVE_INFINITY : ranks.toSorted()[most - 1]!
    let equal = most - ranks.reduce((n, rank) => (rank < worst ? n + 1 : n), 0)
    own.forEach((taken, i) => {
      if (ranks[i]! < worst || (ranks[i] === worst && equal-- > 0)) return
      taken.isDropped = true
      kind.dropped += taken.count
    })
    kind.kept = most
  }

  /** Without an anchor the youngest count most: the scan found something that runs now. */
  private rank({ wall, until, line }: Taken): number {
    if (Number.isNaN(wall)) return -line
    if (this.distance === undefined) return -until
    const from = this.distance(wall)
    const to = this.distance(until)
    return from * to < 0 ? 0 : Math.min(Math.abs(from), Math.abs(to))
  }
}
