// One side of an HTTP/2 connection (RFC 9113): cuts it into frames; header blocks are gathered and unpacked, data is told in pieces, all else is passed over.
import { type Field, Hpack } from '../../parse/protocols/hpack.ts'

export const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
export const frameType = { data: 0, headers: 1, reset: 3, settings: 4, promise: 5, continuation: 9 } as const
const flag = { endStream: 1, endHeaders: 4, padded: 8, priority: 0x20 } as const
const headSize = 9
/** Of one header block with all its continuations: servers allow 8 to 64 KiB. */
const longestBlock = 64 << 10
/** Frames that one block may be cut into: a flood of empty ones is an attack of its own (CVE-2024-27316 and its kin). */
const mostContinuations = 64

export interface FrameReader {
  /** The fields of a message, or of its trailers. */
  fields(stream: number, fields: readonly Field[], isLast: boolean): void
  data(stream: number, bytes: Uint8Array, start: number, end: number): void
  /** No more comes of this side on that stream; `isWhole`: as was meant. */
  over(stream: number, isWhole: boolean): void
  /** The server announces what it will send unasked: the fields are those of a request. */
  promised(stream: number, fields: readonly Field[]): void
  /** What follows cannot be understood. */
  tooMuch(why: 'header block' | 'header table'): void
}

export class Http2Side {
  private readonly reader: FrameReader
  private readonly hpack = new Hpack()
  private readonly head = new Uint8Array(headSize)
  private held = 0
  /** Bytes of the preface that are still to come. */
  private greeting: number
  private left = 0
  private padding = 0
  private isPadSeen = true
  private type = 0
  private flags = 0
  private stream = 0
  private block = new Uint8Array(0)
  private filled = 0
  /** The block that goes on in continuations: its stream and whether it ends the stream, or 0. */
  private openStream = 0
  private openIsLast = false
  private openPromise = 0
  private continuations = 0
  private isBroken = false

  constructor(reader: FrameReader, isClient: boolean) {
    this.reader = reader
    this.greeting = isClient ? preface.length : 0
  }

  /** False: it is no HTTP/2, or cannot be followed any more. */
  push(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start
    while (at < end && !this.isBroken) {
      if (this.greeting > 0) {
        if (bytes[at++] !== preface.charCodeAt(preface.length - this.greeting--)) return false
        continue
      }
      if (this.held < headSize) {
        this.head[this.held++] = bytes[at++]!
        if (this.held === headSize && !this.begin()) return false
        continue
      }
      const stop = Math.min(end, at + this.left)
      this.payload(bytes, at, stop)
      this.left -= stop - at
      at = stop
      if (this.left === 0 && !this.finish()) return false
    }
    return !this.isBroken
  }

  /** Missing bytes inside of data do no harm; anywhere else the table of fields is lost with them. */
  lost(count: number): void {
    if (this.held === headSize && this.type === frameType.data && this.isPadSeen && count < this.left) this.left -= count
    else this.isBroken = true
  }

  private begin(): boolean {
    const { head } = this
    this.left = (head[0]! << 16) | (head[1]! << 8) | head[2]!
    this.type = head[3]!
    this.flags = head[4]!
    this.stream = (((head[5]! & 127) << 24) | (head[6]! << 16) | (head[7]! << 8) | head[8]!) >>> 0
    if (this.openStream > 0 && (this.type !== frameType.continuation || this.stream !== this.openStream)) return false
    this.padding = 0
    this.isPadSeen = this.type !== frameType.data || (this.flags & flag.padded) === 0
    if (this.type === frameType.headers || this.type === frameType.promise) this.filled = 0
    return this.left > 0 || this.finish()
  }

  private get isBlock(): boolean {
    return (
      this.type === frameType.headers || this.type === frameType.promise || (this.type === frameType.continuation && this.openStream > 0)
    )
  }

  private payload(bytes: Uint8Array, start: number, end: number): void {
    if (this.type === frameType.data) {
      let from = start
      if (!this.isPadSeen) {
        this.isPadSeen = true
        this.padding = bytes[from++]!
      }
      // The padding stands at the end.
      const last = Math.min(end, start + this.left - this.padding)
      if (from < last) this.reader.data(this.stream, bytes, from, last)
    } else if (this.isBlock) this.gather(bytes, start, end)
  }

  private gather(bytes: Uint8Array, start: number, end: number): void {
    const size = this.filled + end - start
    if (size > longestBlock) {
      this.giveUp('header block')
      return
    }
    if (size > this.block.length) {
      const larger = new Uint8Array(Math.min(longestBlock, Math.max(1024, size * 2)))
      larger.set(this.block.subarray(0, this.filled))
      this.block = larger
    }
    this.block.set(bytes.subarray(start, end), this.filled)
    this.filled = size
  }

  /** The frame is over. */
  private finish(): boolean {
    this.held = 0
    if (this.isBroken) return false
    const isLast = (this.flags & flag.endStream) !== 0
    switch (this.type) {
      case frameType.data:
        if (isLast) this.reader.over(this.stream, true)
        return true
      case frameType.reset:
        this.reader.over(this.stream, false)
        return true
      case frameType.headers:
      case frameType.promise: {
        if (this.stream === 0 || !this.strip()) return false
        this.openStream = this.stream
        this.openIsLast = this.type === frameType.headers && isLast
        this.continuations = 0
        break
      }
      case frameType.continuation:
        if (this.openStream === 0) return false
        if (++this.continuations > mostContinuations) {
          this.giveUp('header block')
          return false
        }
        break
      default:
        return true
    }
    return (this.flags & flag.endHeaders) === 0 || this.unpack()
  }

  /** Takes padding, priority and the promised stream off the first frame of a block. */
  private strip(): boolean {
    const { block, flags } = this
    const isPadded = (flags & flag.padded) !== 0
    let from = isPadded ? 1 : 0
    const last = this.filled - (isPadded ? (block[0] ?? 0) : 0)
    this.openPromise = 0
    if (this.type === frameType.promise) {
      this.openPromise = (((block[from]! & 127) << 24) | (block[from + 1]! << 16) | (block[from + 2]! << 8) | block[from + 3]!) >>> 0
      from += 4
    } else if ((flags & flag.priority) !== 0) from += 5
    if (from > last) return false
    block.copyWithin(0, from, last)
    this.filled = last - from
    return true
  }

  private unpack(): boolean {
    const fields = this.hpack.read(this.block.subarray(0, this.filled))
    const { openStream, openPromise, openIsLast } = this
    this.openStream = 0
    if (fields === undefined) {
      this.giveUp('header table')
      return false
    }
    if (openPromise > 0) this.reader.promised(openPromise, fields)
    else this.reader.fields(openStream, fields, openIsLast)
    if (openIsLast) this.reader.over(openStream, true)
    return true
  }

  private giveUp(why: 'header block' | 'header table'): void {
    this.isBroken = true
    this.reader.tooMuch(why)
  }
}
