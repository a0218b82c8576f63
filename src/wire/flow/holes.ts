// Segments of one side of a stream that came before their turn: kept within bounds until the hole before them is filled or given up.

/** Of one side of one stream. */
const mostBytes = 256 << 10
const mostSegments = 128

interface Segment {
  seq: number
  readonly bytes: Uint8Array
}

/** Shared by all streams, so that many of them together stay within bounds too. */
export class HoleBudget {
  left: number
  /** Bytes that came twice with another content before they were delivered. */
  conflicts = 0

  constructor(bytes: number) {
    this.left = bytes
  }
}

export class Holes {
  /** When the oldest hole was first seen, in microseconds. */
  readonly since: number
  private readonly segments: Segment[] = []
  private held = 0
  private readonly budget: HoleBudget

  constructor(since: number, budget: HoleBudget) {
    this.since = since
    this.budget = budget
  }

  get count(): number {
    return this.segments.length
  }

  /** Nothing more can be kept: the first hole must be given up. */
  get isFull(): boolean {
    return this.held > mostBytes || this.segments.length > mostSegments || this.budget.left < 0
  }

  /** Sequence number of the first segment kept. */
  get firstSeq(): number {
    return this.segments[0]?.seq ?? 0
  }

  /** Keeps a copy of what is not there yet: the first that came counts. */
  add(seq: number, bytes: Uint8Array, start: number, end: number): void {
    const { segments } = this
    let at = start
    let place = 0
    while (at < end) {
      const here = (seq + at - start) | 0
      while (place < segments.length && ((segments[place]!.seq + segments[place]!.bytes.length - here) | 0) <= 0) place++
      const next = segments[place]
      const room = next === undefined ? end - at : Math.min(end - at, (next.seq - here) | 0)
      if (room > 0) {
        segments.splice(place, 0, { seq: here, bytes: bytes.slice(at, at + room) })
        this.held += room
        this.budget.left -= room
        at += room
      } else if (next !== undefined) at += this.compare(next, here, bytes, at, end)
    }
  }

  /** The bytes that follow `seq` without a hole, or undefined; what lies before `seq` is dropped. */
  take(seq: number): Uint8Array | undefined {
    const { segments } = this
    for (let first = segments[0]; first !== undefined; first = segments[0]) {
      const before = (seq - first.seq) | 0
      if (before < 0) return undefined
      this.drop()
      if (before < first.bytes.length) return before === 0 ? first.bytes : first.bytes.subarray(before)
    }
    return undefined
  }

  /** Gives back what it holds of the shared budget. */
  release(): void {
    while (this.segments.length > 0) this.drop()
  }

  private drop(): void {
    const size = this.segments.shift()?.bytes.length ?? 0
    this.held -= size
    this.budget.left += size
  }

  private compare(old: Segment, here: number, bytes: Uint8Array, start: number, end: number): number {
    const offset = (here - old.seq) | 0
    const shared = Math.min(end - start, old.bytes.length - offset)
    for (let i = 0; i < shared; i++)
      if (old.bytes[offset + i] !== bytes[start + i]) {
        this.budget.conflicts++
        break
      }
    return shared
  }
}
