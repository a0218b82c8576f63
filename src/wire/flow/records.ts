// The records of flows: typed arrays, 128 bytes for each flow and apart from them its shape; nothing is allocated after the beginning.
import type { Flow } from '../../core/dissector.ts'
import { transport } from '../decode/packet.ts'

/** Words of a record. An IPv4 flow lives in the first cache line alone. */
export const word = {
  a: 0,
  b: 1,
  ports: 2,
  /** Protocol, and 256 for IPv6. */
  kind: 3,
  state: 4,
  /** Packets with payload, as far as their shapes are kept. */
  shaped: 5,
  /** Next sequence number expected of A and of B. */
  next: 6,
  packets: 8,
  /** Doubles, by half their word: bytes of A and of B, first and last time. */
  bytes: 5,
  last: 7,
  first: 8,
  /** Where a segment far outside of the window ended, of A and of B. */
  stray: 24,
  hash: 26,
  /** The first frame, and the number of its capture. */
  frame: 27,
  capture: 28,
  /** What took it, as the engine numbers its dissectors. */
  protocol: 29,
  /** The other three words of each IPv6 address. */
  wideA: 18,
  wideB: 21,
} as const

export const stride = 32
/** Packets with payload whose size and time are kept. */
export const mostShaped = 32
/** Words of a record together with its shape. */
export const recordWords = stride + mostShaped * 2

/** Bits of a flow's state; those of B are those of A shifted by one. */
export const state = {
  used: 1,
  /** Client is B. */
  turned: 2,
  /** Its protocol is known, or it is decided that nobody wants it. */
  decided: 4,
  /** A conversation listens. */
  active: 8,
  /** The next sequence number of A (and of B) is known. */
  synced: 0x10,
  /** A (and B) has sent SYN. */
  syn: 0x40,
  fin: 0x100,
  rst: 0x400,
  /** A (and B) has been probed in vain: two bits for each, a counter to 3. */
  tried: 0x1000,
  /** Segments of A (and of B) wait for a hole to be filled. */
  holes: 0x10000,
  /** The FIN of A (and of B) came in its order: nothing of that side is missing any more. */
  whole: 0x40000,
  /** The beginning was not captured. */
  midstream: 0x100000,
  /** The SYN of A (and of B) had a right checksum: of that side wrong ones mean something. */
  summed: 0x200000,
} as const

/** Records by slot. */
export class RecordTable {
  readonly words: Int32Array
  protected readonly doubles: Float64Array

  constructor(capacity: number) {
    this.words = new Int32Array(capacity * stride)
    this.doubles = new Float64Array(this.words.buffer)
  }

  /** A record of another table. */
  copy(slot: number, { words }: RecordTable, from: number): void {
    for (let i = 0; i < stride; i++) this.words[slot * stride + i] = words[from * stride + i]!
  }

  setFrame(slot: number, frame: number, capture: number): void {
    this.words[slot * stride + word.frame] = frame
    this.words[slot * stride + word.capture] = capture
  }
  frameOf(slot: number): number {
    return this.words[slot * stride + word.frame]! >>> 0
  }
  captureOf(slot: number): number {
    return this.words[slot * stride + word.capture]!
  }
  dissectorOf(slot: number): number {
    return this.words[slot * stride + word.protocol]!
  }
  setDissector(slot: number, number: number): void {
    this.words[slot * stride + word.protocol] = number
  }
  stateOf(slot: number): number {
    return this.words[slot * stride + word.state]!
  }
  setState(slot: number, value: number): void {
    this.words[slot * stride + word.state] = value
  }
  nextOf(slot: number, side: number): number {
    return this.words[slot * stride + word.next + side]!
  }
  setNext(slot: number, side: number, seq: number): void {
    this.words[slot * stride + word.next + side] = seq
  }
  strayOf(slot: number, side: number): number {
    return this.words[slot * stride + word.stray + side]!
  }
  setStray(slot: number, side: number, seq: number): void {
    this.words[slot * stride + word.stray + side] = seq
  }
  protocolOf(slot: number): number {
    return this.words[slot * stride + word.kind]! & 255
  }
  isWide(slot: number): boolean {
    return this.words[slot * stride + word.kind]! >= 256
  }
  portOf(slot: number, side: number): number {
    const ports = this.words[slot * stride + word.ports]!
    return side === 0 ? ports >>> 16 : ports & 0xffff
  }
  packetsOf(slot: number, side: number): number {
    return this.words[slot * stride + word.packets + side]!
  }
  bytesOf(slot: number, side: number): number {
    return this.doubles[slot * (stride / 2) + word.bytes + side]!
  }
  firstOf(slot: number): number {
    return this.doubles[slot * (stride / 2) + word.first]!
  }
  lastOf(slot: number): number {
    return this.doubles[slot * (stride / 2) + word.last]!
  }
  /** The words of an address: one for IPv4, four for IPv6. */
  addressWord(slot: number, side: number, i: number): number {
    const o = slot * stride
    return i === 0 ? this.words[o + side]! : this.words[o + (side === 0 ? word.wideA : word.wideB) + i - 1]!
  }
  addressOf(slot: number, side: number): readonly number[] {
    const first = this.words[slot * stride + side]!
    if (!this.isWide(slot)) return [first]
    return [first, this.addressWord(slot, side, 1), this.addressWord(slot, side, 2), this.addressWord(slot, side, 3)]
  }
}

/** Records that are written to, with the shapes of the flows. */
export class FlowRecords extends RecordTable {
  /** By twos: size (negative when B sent it) and microseconds since the first packet. Apart, for most memory of it is never touched. */
  private readonly shapes: Float32Array

  constructor(capacity: number) {
    super(capacity)
    this.shapes = new Float32Array(capacity * mostShaped * 2)
  }

  /** Times of a new flow, which begins now. */
  protected begin(slot: number, at: number): void {
    const half = slot * (stride / 2)
    this.doubles[half + word.first] = at
    this.doubles[half + word.last] = at
  }

  /** A new conversation of the same endpoints begins. */
  restart(slot: number, at: number): void {
    const o = slot * stride
    this.words.fill(0, o + word.next, o + word.packets + 2)
    this.words[o + word.state] = state.used
    this.words[o + word.shaped] = 0
    this.words[o + word.protocol] = 0
    this.doubles.fill(0, (o >> 1) + word.bytes, (o >> 1) + word.bytes + 2)
    this.begin(slot, at)
  }

  /** One packet of `side` more. */
  count(slot: number, side: number, length: number, at: number): void {
    const o = slot * stride
    this.words[o + word.packets + side]!++
    const half = o >> 1
    this.doubles[half + word.bytes + side]! += length
    this.doubles[half + word.last] = at
  }

  /** The size of one packet with payload more, as long as there are few. */
  shape(slot: number, side: number, size: number, at: number): void {
    const o = slot * stride
    const count = this.words[o + word.shaped]!
    if (count >= mostShaped) return
    this.words[o + word.shaped] = count + 1
    const place = (slot * mostShaped + count) * 2
    this.shapes[place] = side === 0 ? size : -size
    this.shapes[place + 1] = at - this.doubles[(o >> 1) + word.first]!
  }

  shapedOf(slot: number): number {
    return this.words[slot * stride + word.shaped]!
  }
  /** Copies the sizes (negative when `negative` sent them) and times; gives their number. */
  copyShape(slot: number, negative: number, sizes: Int32Array, times: Float64Array): number {
    const count = this.shapedOf(slot)
    const sign = negative === 1 ? 1 : -1
    for (let i = 0; i < count; i++) {
      const place = (slot * mostShaped + i) * 2
      sizes[i] = sign * this.shapes[place]!
      times[i] = this.shapes[place + 1]!
    }
    return count
  }

  /** Copies a record and its shape out; `recordWords` words in all. */
  write(slot: number, into: Int32Array, at: number): void {
    into.set(this.words.subarray(slot * stride, (slot + 1) * stride), at)
    const shapes = new Int32Array(this.shapes.buffer, slot * mostShaped * 8, mostShaped * 2)
    into.set(shapes, at + stride)
  }
  /** Puts such a record into slot 0, where nothing else is: a window to look at records through. */
  show(from: Int32Array, at: number): void {
    this.words.set(from.subarray(at, at + stride))
    new Int32Array(this.shapes.buffer).set(from.subarray(at + stride, at + recordWords))
  }
}

export function transportName(protocol: number): Flow['transport'] {
  return protocol === transport.tcp ? 'tcp' : protocol === transport.udp ? 'udp' : 'icmp'
}
