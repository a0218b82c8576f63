// The table of flows: open addressing over typed arrays, one record of 128 bytes for each; nothing is allocated after the beginning.

import type { Flow } from '../../core/dissector.ts'
import { i32be } from '../capture/words.ts'
import { type Packet, transport } from '../decode/packet.ts'

/** Words of a record. An IPv4 flow lives in the first cache line alone. */
const word = {
  a: 0,
  b: 1,
  ports: 2,
  /** Protocol, and 256 for IPv6. */
  kind: 3,
  state: 4,
  hash: 5,
  /** Next sequence number expected of A and of B. */
  next: 6,
  packets: 8,
  /** Doubles, by half their word: bytes of A and of B, first and last time. */
  bytes: 5,
  last: 7,
  first: 8,
  /** Where a segment far outside of the window ended, of A and of B. */
  stray: 24,
  /** Packets with payload, as far as their shapes are kept. */
  shaped: 26,
  /** The first frame, and the number of its capture. */
  frame: 27,
  capture: 28,
  /** What took it, as the engine numbers its dissectors. */
  protocol: 29,
  /** The other three words of each IPv6 address. */
  wideA: 18,
  wideB: 21,
} as const

const stride = 32
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
  /** Segments wait for a hole to be filled. */
  holes: 0x10000,
  /** The beginning was not captured. */
  midstream: 0x20000,
} as const

export class FlowTable {
  readonly capacity: number
  readonly words: Int32Array
  readonly doubles: Float64Array
  /** 1 when the packet last found was sent by B. */
  side = 0
  size = 0
  /** By twos: size (negative when B sent it) and microseconds since the first packet. Apart, for most memory of it is never touched. */
  private readonly shapes: Float32Array
  private readonly mask: number
  private readonly index: Int32Array
  private readonly free: Int32Array
  private freed = 0
  private fresh = 0
  private readonly seed: number
  private hash = 0
  // The key of the packet that is being looked for.
  private readonly key = new Int32Array(10)

  /** `capacity` is rounded up to a power of two. */
  constructor(capacity: number, seed: number = (Math.random() * 2 ** 32) | 0) {
    this.capacity = 1 << (32 - Math.clz32(Math.max(16, capacity) - 1))
    this.words = new Int32Array(this.capacity * stride)
    this.doubles = new Float64Array(this.words.buffer)
    this.shapes = new Float32Array(this.capacity * mostShaped * 2)
    this.mask = this.capacity * 2 - 1
    this.index = new Int32Array(this.capacity * 2)
    this.free = new Int32Array(this.capacity)
    this.seed = seed
  }

  /** The slot of the packet's flow, or -1; `side` and the key are set for `add`. */
  find(packet: Packet): number {
    const { words, index, mask, key } = this
    const hash = this.setKey(packet)
    const kind = key[3]!
    const a = key[0]!
    const b = key[1]!
    const ports = key[2]!
    for (let at = hash & mask; ; at = (at + 1) & mask) {
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
    for (let i = 0; i < 4; i++) words[o + i] = key[i]!
    for (let i = 0; i < 6; i++) words[o + word.wideA + i] = key[4 + i]!
    words[o + word.state] = state.used
    const hash = this.hash
    words[o + word.hash] = hash
    this.doubles[(o >> 1) + word.first] = at
    this.doubles[(o >> 1) + word.last] = at
    let place = hash & mask
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
  setFrame(slot: number, frame: number, capture: number): void {
    this.words[slot * stride + word.frame] = frame
    this.words[slot * stride + word.capture] = capture
  }
  frameOf(slot: number): number {
    return this.words[slot * stride + word.frame]! >>> 0
  }
  dissectorOf(slot: number): number {
    return this.words[slot * stride + word.protocol]!
  }
  setDissector(slot: number, number: number): void {
    this.words[slot * stride + word.protocol] = number
  }
  captureOf(slot: number): number {
    return this.words[slot * stride + word.capture]!
  }

  /** Copies a record and its shape out; `recordWords` words in all. */
  write(slot: number, into: Int32Array, at: number): void {
    into.set(this.words.subarray(slot * stride, (slot + 1) * stride), at)
    const shapes = new Int32Array(this.shapes.buffer, slot * mostShaped * 8, mostShaped * 2)
    into.set(shapes, at + stride)
  }
  /** Puts such a record into slot 0 of a table that is nothing but a window to look at records through. */
  show(from: Int32Array, at: number): void {
    this.words.set(from.subarray(at, at + stride))
    new Int32Array(this.shapes.buffer).set(from.subarray(at + stride, at + recordWords))
  }

  /** Slots that were ever used, for sweeps. */
  get used(): number {
    return this.fresh
  }

  hashOf(slot: number): number {
    return this.words[slot * stride + word.hash]!
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
  /** A new conversation of the same endpoints begins. */
  restart(slot: number, at: number): void {
    const o = slot * stride
    this.words.fill(0, o + word.next, o + word.packets + 2)
    this.words[o + word.state] = state.used
    this.words[o + word.shaped] = 0
    this.words[o + word.protocol] = 0
    this.doubles.fill(0, (o >> 1) + word.bytes, (o >> 1) + word.bytes + 2)
    this.doubles[(o >> 1) + word.first] = at
    this.doubles[(o >> 1) + word.last] = at
  }

  /** A is the lower address, or the lower port between equal addresses; both directions give the same key. */
  private setKey(packet: Packet): number {
    const { key } = this
    const { bytes, source, target, sourcePort, targetPort } = packet
    let order = 0
    if (!packet.wide) {
      const s = i32be(bytes, source)
      const t = i32be(bytes, target)
      order = s === t ? sourcePort - targetPort : s < t ? -1 : 1
      this.side = order > 0 ? 1 : 0
      key[0] = order > 0 ? t : s
      key[1] = order > 0 ? s : t
      key[3] = packet.protocol
      key[4] = 0
      key[5] = 0
      key[6] = 0
      key[7] = 0
      key[8] = 0
      key[9] = 0
    } else {
      for (let i = 0; i < 16 && order === 0; i++) order = bytes[source + i]! - bytes[target + i]!
      if (order === 0) order = sourcePort - targetPort
      this.side = order > 0 ? 1 : 0
      const a = order > 0 ? target : source
      const b = order > 0 ? source : target
      key[0] = i32be(bytes, a)
      key[1] = i32be(bytes, b)
      key[3] = packet.protocol | 256
      for (let i = 1; i < 4; i++) {
        key[3 + i] = i32be(bytes, a + i * 4)
        key[6 + i] = i32be(bytes, b + i * 4)
      }
    }
    key[2] = this.side === 1 ? (targetPort << 16) | sourcePort : (sourcePort << 16) | targetPort
    let h = this.seed ^ key[3]!
    h = mix(h, key[0]!)
    h = mix(h, key[1]!)
    h = mix(h, key[2]!)
    if (packet.wide) for (let i = 4; i < 10; i++) h = mix(h, key[i]!)
    h ^= h >>> 16
    h = Math.imul(h, 0x85ebca6b)
    h ^= h >>> 13
    this.hash = h
    return h
  }

  private isSameWide(o: number): boolean {
    const { words, key } = this
    for (let i = 0; i < 6; i++) if (words[o + word.wideA + i] !== key[4 + i]) return false
    return true
  }
}

/** One round of MurmurHash3. */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  const h = hash ^ Math.imul(k, 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

export function transportName(protocol: number): Flow['transport'] {
  return protocol === transport.tcp ? 'tcp' : protocol === transport.udp ? 'udp' : 'icmp'
}
