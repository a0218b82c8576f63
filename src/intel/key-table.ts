// A hash table of byte keys over typed arrays: a million keys in some 40 bytes each, and looking one up allocates nothing.

/** At most two slots in three are taken. */
const fill = 2 / 3
/** Before each key lie its value (4 bytes), its length (2 bytes) and its space (1 byte). */
const header = 7

export class KeyTable {
  /** Differs in every run, so that nobody can write a list of keys that all fall together. */
  readonly #seed = (Math.random() * 2 ** 32) >>> 0
  /** Pairs: the whole hash of a key, and where it lies in #records + 1 (0: empty). */
  #slots = new Uint32Array(2 * 1024)
  /** A byte a slot, with one of eight bits set for each key that belongs there: small enough for the cache, it answers most misses. */
  #filter = new Uint8Array(1024)
  #records = new Uint8Array(16 * 1024)
  #end = 0
  #count = 0

  get size(): number {
    return this.#count
  }

  /** Bytes that the table holds. */
  get memory(): number {
    return this.#slots.byteLength + this.#filter.byteLength + this.#records.byteLength
  }

  /** The hash of nothing yet, in a space of keys of its own. */
  start(space: number): number {
    return this.step(this.#seed, space)
  }

  /** The hash with one more byte or 32-bit word: every end of a name is hashed on the way through it. */
  step(hash: number, part: number): number {
    const mixed = Math.imul(hash ^ part, 0x9e3779b1)
    return mixed ^ (mixed >>> 15)
  }

  /** False when no key has this hash; true nearly only when one has. */
  mayHold(hash: number): boolean {
    const home = spread(hash)
    return (this.#filter[home & (this.#filter.length - 1)]! & (1 << (home >>> 29))) !== 0
  }

  /** Where the key lies whose hash, begun with `start(space)`, is given; -1 when it is not in the table. */
  find(hash: number, space: number, bytes: Uint8Array, at: number, length: number): number {
    if (!this.mayHold(hash)) return -1
    const slots = this.#slots
    const mask = this.#filter.length - 1
    const tag = hash >>> 0
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[2 * slot + 1]!
      if (taken === 0) return -1
      if (slots[2 * slot] === tag && this.#is(taken - 1, space, bytes, at, length)) return taken - 1
    }
  }

  #is(record: number, space: number, bytes: Uint8Array, at: number, length: number): boolean {
    const records = this.#records
    if (records[record + 6] !== space || records[record + 4]! + records[record + 5]! * 256 !== length) return false
    const key = record + header
    for (let i = 0; i < length; i++) if (records[key + i] !== bytes[at + i]) return false
    return true
  }

  /** Puts a key in that is not there yet, of at most 65,535 bytes. */
  add(hash: number, space: number, bytes: Uint8Array, at: number, length: number, value: number): void {
    const record = this.#end
    this.#end += header + length
    if (this.#end > this.#records.length) this.#keep(this.#end * 2)
    const records = this.#records
    for (let i = 0; i < 4; i++) records[record + i] = value >>> (8 * i)
    records[record + 4] = length
    records[record + 5] = length >>> 8
    records[record + 6] = space
    for (let i = 0; i < length; i++) records[record + header + i] = bytes[at + i]!
    if (++this.#count > this.#filter.length * fill) this.#widen()
    this.#put(hash, record + 1)
  }

  valueOf(record: number): number {
    const records = this.#records
    return (records[record]! | (records[record + 1]! << 8) | (records[record + 2]! << 16) | (records[record + 3]! << 24)) >>> 0
  }

  spaceOf(record: number): number {
    return this.#records[record + 6]!
  }

  keyOf(record: number): Uint8Array {
    const length = this.#records[record + 4]! + this.#records[record + 5]! * 256
    return this.#records.subarray(record + header, record + header + length)
  }

  /** Gives back the room that was kept for more. */
  trim(): void {
    this.#keep(this.#end)
  }

  #keep(size: number): void {
    const old = this.#records
    this.#records = new Uint8Array(size)
    this.#records.set(old.subarray(0, size))
  }

  #widen(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    this.#filter = new Uint8Array(old.length)
    for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) this.#put(old[i]!, old[i + 1]!)
  }

  #put(hash: number, taken: number): void {
    const mask = this.#filter.length - 1
    const home = spread(hash)
    this.#filter[home & mask]! |= 1 << (home >>> 29)
    let slot = home & mask
    while (this.#slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask
    this.#slots[2 * slot] = hash >>> 0
    this.#slots[2 * slot + 1] = taken
  }
}

/** The low bits of a hash decide its slot: all others are mixed into them. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}
