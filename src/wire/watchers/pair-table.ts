// Pairs by their keys in typed arrays, each with a place in the columns of whoever counts: however many flows pass, nothing is left for the garbage collector.

export class PairTable {
  size = 0
  readonly capacity: number
  /** By place; NaN where there is none. */
  private readonly keys: Float64Array
  /** Places, plus one, by hash. */
  private readonly index: Int32Array
  /** Places that were left. */
  private readonly free: number[] = []
  private fresh = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.keys = new Float64Array(capacity).fill(Number.NaN)
    this.index = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2)))
  }

  /** The place of a pair, or -1. `key`: of `pairKey`. */
  find(key: number): number {
    const { index, keys } = this
    const mask = index.length - 1
    for (let at = hash(key) & mask; ; at = (at + 1) & mask) {
      const place = index[at]! - 1
      if (place < 0 || keys[place] === key) return place
    }
  }

  /** A place for a pair that `find` did not find; -1 when all are taken. */
  add(key: number): number {
    if (this.size >= this.capacity) return -1
    const place = this.free.pop() ?? this.fresh++
    this.keys[place] = key
    this.link(place)
    this.size++
    return place
  }

  /** Forgets all pairs but those that `isKept` names by their places. */
  retain(isKept: (place: number) => boolean): void {
    this.index.fill(0)
    for (const place of this.places())
      if (isKept(place)) this.link(place)
      else {
        this.keys[place] = Number.NaN
        this.free.push(place)
        this.size--
      }
  }

  /** Those taken. */
  *places(): Iterable<number> {
    for (let place = 0; place < this.fresh; place++) if (!Number.isNaN(this.keys[place])) yield place
  }

  private link(place: number): void {
    const { index, keys } = this
    const mask = index.length - 1
    let at = hash(keys[place]!) & mask
    while (index[at] !== 0) at = (at + 1) & mask
    index[at] = place + 1
  }
}

/** Of a key whose upper bits are mixed already, and whose lower ones are a port. */
function hash(key: number): number {
  const mixed = Math.imul((key / 65_536) ^ Math.imul(key, 0x9e37_79b1), 0x85eb_ca6b)
  return mixed ^ (mixed >>> 15)
}
