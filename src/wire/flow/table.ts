// The table of flows: open addressing over the records of flows.
import type { Packet } from '../decode/packet.ts'
import { FlowKey } from './key.ts'
import { FlowRecords, state, stride, word } from './records.ts'

/** `capacity` of records as the table rounds it: a power of two. */
function rounded(capacity: number): number {
  return 1 << (32 - Math.clz32(Math.max(16, capacity) - 1))
}

export class FlowTable extends FlowRecords {
  readonly capacity: number
  size = 0
  private readonly mask: number
  private readonly index: Int32Array
  private readonly free: Int32Array
  private freed = 0
  private fresh = 0
  private readonly key: FlowKey

  /** `capacity` is rounded up to a power of two. */
  constructor(capacity: number, seed: number = (Math.random() * 2 ** 32) | 0) {
    super(rounded(capacity))
    this.capacity = rounded(capacity)
    this.mask = this.capacity * 2 - 1
    this.index = new Int32Array(this.capacity * 2)
    this.free = new Int32Array(this.capacity)
    this.key = new FlowKey(seed)
  }

  /** 1 when the packet last found was sent by B. */
  get side(): number {
    return this.key.side
  }

  /** Slots that were ever used, for sweeps. */
  get used(): number {
    return this.fresh
  }

  /** The slot of the packet's flow, or -1; `side` and the key are set for `add`. */
  find(packet: Packet): number {
    const { words, index, mask, key } = this
    key.set(packet)
    const { a, b, ports, kind } = key
    for (let at = key.hash & mask; ; at = (at + 1) & mask) {
      const slot = index[at]! - 1
      if (slot < 0) return -1
      const o = slot * stride
      if (words[o + 1] === b && words[o] === a && words[o + 2] === ports && words[o + 3] === kind && (kind < 256 || this.isSameWide(o)))
        return slot
    }
  }

  /** A record for the packet that `find` did not find; -1 when the table is full. */
  add(at: number): number {
    if (this.size >= this.capacity) return -1
    const { words, index, mask, key } = this
    const slot = this.freed > 0 ? this.free[--this.freed]! : this.fresh++
    this.size++
    const o = slot * stride
    words.fill(0, o, o + stride)
    words[o + word.a] = key.a
    words[o + word.b] = key.b
    words[o + word.ports] = key.ports
    words[o + word.kind] = key.kind
    words[o + word.state] = state.used
    words[o + word.hash] = key.hash
    if (key.kind >= 256) words.set(key.wide, o + word.wideA)
    this.begin(slot, at)
    let place = key.hash & mask
    while (index[place] !== 0) place = (place + 1) & mask
    index[place] = slot + 1
    return slot
  }

  /** Frees a record; those behind it in the index move up so that no tombstones pile up. */
  remove(slot: number): void {
    const { words, index, mask } = this
    let hole = words[slot * stride + word.hash]! & mask
    while (index[hole] !== slot + 1) hole = (hole + 1) & mask
    for (let at = (hole + 1) & mask; index[at] !== 0; at = (at + 1) & mask) {
      const home = words[(index[at]! - 1) * stride + word.hash]! & mask
      if (((at - home) & mask) < ((at - hole) & mask)) continue
      index[hole] = index[at]!
      hole = at
    }
    index[hole] = 0
    words[slot * stride + word.state] = 0
    this.free[this.freed++] = slot
    this.size--
  }

  private isSameWide(o: number): boolean {
    const { words, key } = this
    for (let i = 0; i < 6; i++) if (words[o + word.wideA + i] !== key.wide[i]) return false
    return true
  }
}
