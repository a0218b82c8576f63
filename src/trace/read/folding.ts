// Drafts of one file in bounded memory: equal ones are folded, and when there are too many, the rare ones and those near the anchor are kept.
import type { Draft } from '../../core/log-format.ts'
import type { Wall } from './years.ts'

export interface Taken {
  readonly draft: Draft
  readonly wall: Wall
  readonly yearless: boolean
  /** Line number, from 1. */
  readonly line: number
  readonly text: string
  readonly kind: string
  count: number
  until: Wall
  isKept: boolean
}

/** Equal records that follow each other within this time are one event: an hourly job is one, and so is a slow guesser. */
const closely = 2 * 3_600_000
/** The records of a log are nearly in order: a little way back is still the same event. */
const disorder = 60_000
const mostOpen = 20_000

export class Folding {
  /** Of each kind of event how many there were beyond those that are kept. */
  readonly dropped = new Map<string, number>()
  told = 0
  private taken: Taken[] = []
  private readonly open = new Map<string, Taken>()
  private readonly most: number
  private readonly distance: ((wall: Wall) => number) | undefined

  /** `distance` from the anchor, on the file's scale. */
  constructor(most: number, distance?: ((wall: Wall) => number) | undefined) {
    this.most = most
    this.distance = distance
  }

  add(draft: Draft, wall: Wall, yearless: boolean, line: number, text: string): void {
    const count = draft.count ?? 1
    this.told += count
    const { fold } = draft
    if (fold !== undefined) {
      const before = this.open.get(fold)
      if (before !== undefined && wall - before.until <= closely && wall >= before.wall - disorder) {
        before.count += count
        if (wall > before.until) before.until = wall
        return
      }
    }
    const taken = { draft, wall, yearless, line, text, kind: kindOf(draft), count, until: wall, isKept: false }
    this.taken.push(taken)
    if (fold !== undefined) {
      this.open.set(fold, taken)
      if (this.open.size > mostOpen) this.closeOld(wall)
    }
    if (this.taken.length >= 2 * this.most) this.thin()
  }

  /** In the order of the file. */
  all(): readonly Taken[] {
    if (this.taken.length > this.most) this.thin()
    return this.taken
  }

  private closeOld(now: Wall): void {
    for (const [key, { until }] of this.open) if (now - until > closely) this.open.delete(key)
    for (const key of this.open.keys()) {
      if (this.open.size <= mostOpen / 2) break
      this.open.delete(key)
    }
  }

  private thin(): void {
    const kinds = Map.groupBy(this.taken, ({ kind }) => kind)
    const sizes = [...kinds.values()].map(list => list.length).sort((a, b) => a - b)
    // The same share for each kind; what small kinds leave goes to the large ones.
    let left = this.most
    let share = 0
    sizes.forEach((size, i) => {
      share = Math.floor(left / (sizes.length - i))
      left -= Math.min(size, share)
    })
    for (const [kind, list] of kinds) {
      this.choose(list, share)
      const gone = list.reduce((n, taken) => (taken.isKept ? n : n + taken.count), 0)
      if (gone > 0) this.dropped.set(kind, (this.dropped.get(kind) ?? 0) + gone)
    }
    this.taken = this.taken.filter(({ isKept }) => isKept)
    for (const [key, { isKept }] of this.open) if (!isKept) this.open.delete(key)
  }

  /** Keeps the `most` of best rank; of equal ones the first. */
  private choose(list: readonly Taken[], most: number): void {
    const ranks = Float64Array.from(list, taken => this.rank(taken))
    const worst = most < list.length ? (ranks.toSorted()[most - 1] ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY
    let equal = most - ranks.reduce((n, rank) => (rank < worst ? n + 1 : n), 0)
    list.forEach((taken, i) => {
      taken.isKept = ranks[i]! < worst || (ranks[i] === worst && equal-- > 0)
    })
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

function kindOf({ verb, outcome, program }: Draft): string {
  return `${verb}${outcome === undefined ? '' : ` ${outcome}`}${program === undefined ? '' : ` by ${program}`}`
}
