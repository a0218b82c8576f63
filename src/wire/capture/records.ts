// Cuts a stream of chunks into the records of a capture; what straddles two chunks is carried over, all else is read in place.
import type { PacketSink } from './packet-sink.ts'
import { largestRecord } from './packet-sink.ts'
import { pcapRecords } from './pcap.ts'
import { pcapngRecords } from './pcapng.ts'

/** One format's way through the bytes. */
export interface Records {
  /** Not empty once the rest cannot be understood. */
  readonly broken: string
  /** Takes whole records from `start` until one begins at or past `stop` or is cut by `end`; returns where the first one not taken begins, which may lie past `end`. */
  take(bytes: Uint8Array, start: number, end: number, stop: number): number
}

/** A record and its header may reach over this many bytes at most. */
const carryRoom = largestRecord + 64 + (64 << 10)
/** Copied behind what is carried, at a time: nearly every record is shorter. */
const carryStep = 4 << 10

export class CaptureParser {
  /** Why the rest was not read; '' as long as all is well. */
  broken = ''
  private records: Records | undefined
  private readonly sink: PacketSink
  private readonly carry = new Uint8Array(carryRoom)
  private carried = 0
  /** Bytes still to be passed over before the next record begins. */
  private skip = 0

  constructor(sink: PacketSink) {
    this.sink = sink
  }

  /** False when the rest of the capture need not be read. */
  push(chunk: Uint8Array): boolean {
    let at = 0
    while (at < chunk.length && this.broken === '') {
      if (this.skip > 0) {
        const over = Math.min(this.skip, chunk.length - at)
        this.skip -= over
        at += over
      } else if (this.carried > 0) at = this.throughCarry(chunk, at)
      else at = this.inPlace(chunk, at)
    }
    return this.broken === ''
  }

  /** Why the capture ends where it should not; '' when it ends with a whole record. */
  end(): string {
    if (this.broken !== '') return this.broken
    if (this.records === undefined) return this.carried === 0 ? 'is empty' : 'neither pcap nor pcapng'
    return this.carried > 0 || this.skip > 0 ? 'cut off in the middle of a record' : ''
  }

  /** Whether it was a capture at all. */
  get known(): boolean {
    return this.records !== undefined
  }

  private inPlace(chunk: Uint8Array, start: number): number {
    const next = this.take(chunk, start, chunk.length, chunk.length)
    if (this.broken !== '') return chunk.length
    if (next > chunk.length) {
      this.skip = next - chunk.length
      return chunk.length
    }
    const rest = chunk.length - next
    if (rest > carryRoom) this.broken = 'a record is too large'
    else {
      this.carry.set(chunk.subarray(next))
      this.carried = rest
    }
    return chunk.length
  }

  private throughCarry(chunk: Uint8Array, start: number): number {
    const { carried, carry } = this
    const more = Math.min(chunk.length - start, carryRoom - carried, carryStep)
    if (more === 0) {
      this.broken = 'a record is too large'
      return chunk.length
    }
    carry.set(chunk.subarray(start, start + more), carried)
    const next = this.take(carry, 0, carried + more, carried)
    if (this.broken !== '') return chunk.length
    if (next >= carried) {
      this.carried = 0
      if (next > carried + more) this.skip = next - carried - more
      return start + Math.min(more, next - carried)
    }
    carry.copyWithin(0, next, carried + more)
    this.carried = carried + more - next
    return start + more
  }

  private take(bytes: Uint8Array, start: number, end: number, stop: number): number {
    if (this.records === undefined) {
      if (end - start < 4) return start
      const head = bytes.subarray(start, start + 4)
      this.records = pcapRecords(head, this.sink) ?? pcapngRecords(head, this.sink)
      if (this.records === undefined) {
        this.broken = 'neither pcap nor pcapng'
        return start
      }
    }
    const next = this.records.take(bytes, start, end, stop)
    this.broken = this.records.broken
    return next
  }
}
