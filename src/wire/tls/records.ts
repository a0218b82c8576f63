// Records of TLS (RFC 8446 §5.1) counted through a stream: the handshake is gathered, all else is passed over by its length.
import type { Side } from '../../core/dissector.ts'
import { u16be } from '../../parse/big-endian.ts'
import { giveBack, widened } from '../rooms.ts'

export const recordType = { cipherChange: 20, alert: 21, handshake: 22, data: 23 } as const

const head = 5
/** RFC 5246 allows 2^14 and 2048 more of an encrypted record. */
const longest = (1 << 14) + 2048
/** A chain of certificates rarely has more. */
const mostHandshake = 16 << 10
/** Segments that are looked at for a record's beginning after a loss. */
const mostSearches = 16

/** Whether a record begins there. */
export function isRecord(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at]!
  return type >= 20 && type <= 23 && bytes[at + 1] === 3 && bytes[at + 2]! <= 4 && u16be(bytes, at + 3) <= longest
}

export interface RecordSink {
  /** A record begins. False: nothing more is wanted. */
  record(from: Side, type: number, length: number, at: number): boolean
}

const nothing = new Uint8Array(0)
/** Room beyond the record that begins: the next is often short. */
const spare = 256

/** One side's records. */
export class RecordSide {
  private room: Uint8Array = nothing
  private filled = 0
  private gathers = true
  private readonly from: Side
  private readonly sink: RecordSink
  /** The beginning of a head that came in pieces, which is seldom. */
  private partial: Uint8Array | undefined
  private held = 0
  private left = 0
  private type = 0
  private searches = 0
  private isLost = false

  constructor(from: Side, sink: RecordSink) {
    this.from = from
    this.sink = sink
  }

  /** What came as handshake in clear so far. */
  get handshake(): Uint8Array {
    return this.room.subarray(0, this.filled)
  }

  get hasHandshake(): boolean {
    return this.filled > 0
  }

  push(bytes: Uint8Array, start: number, end: number, at: number): boolean {
    let i = start
    if (this.isLost) {
      if (end - start < head || !isRecord(bytes, start)) return ++this.searches < mostSearches
      this.isLost = false
    }
    while (i < end) {
      if (this.left > 0) {
        const size = Math.min(this.left, end - i)
        if (this.gathers && this.type === recordType.handshake) this.gather(bytes, i, i + size)
        this.left -= size
        i += size
        continue
      }
      if (this.held === 0 && end - i >= head) {
        if (!this.begin(bytes, i, at)) return false
        i += head
        continue
      }
      this.partial ??= new Uint8Array(head)
      this.partial[this.held++] = bytes[i++]!
      if (this.held < head) continue
      this.held = 0
      if (!this.begin(this.partial, 0, at)) return false
    }
    return true
  }

  lost(count: number): void {
    this.gathers = false
    if (this.held === 0 && count <= this.left) {
      this.left -= count
      return
    }
    this.left = 0
    this.held = 0
    this.isLost = true
  }

  /** What follows is encrypted. */
  seal(): void {
    this.gathers = false
  }

  /** The conversation is over: its handshake is of no use any more. */
  release(): void {
    giveBack(this.room)
    this.room = nothing
    this.filled = 0
    this.gathers = false
  }

  private begin(bytes: Uint8Array, at: number, time: number): boolean {
    if (!isRecord(bytes, at)) return false
    this.type = bytes[at]!
    this.left = u16be(bytes, at + 3)
    if (this.type !== recordType.handshake) this.seal()
    return this.sink.record(this.from, this.type, this.left, time)
  }

  private gather(bytes: Uint8Array, start: number, end: number): void {
    const next = this.filled + end - start
    if (next > mostHandshake) {
      this.gathers = false
      return
    }
    if (next > this.room.length) this.room = widened(this.room, this.filled, Math.min(mostHandshake, this.filled + this.left + spare))
    this.room.set(bytes.subarray(start, end), this.filled)
    this.filled = next
  }
}
