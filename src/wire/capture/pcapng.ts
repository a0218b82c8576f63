// The next generation capture format: sections of either byte order, interfaces with their own clocks, all kinds of packet blocks (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html).
import { textOf } from '../../core/bytes.ts'
import { largestRecord, type PacketSink } from './packet-sink.ts'
import type { Records } from './records.ts'
import { i32be, i32le, u16be, u16le } from './words.ts'

const block = { section: 0x0a0d0d0a, interface: 1, packet: 2, simple: 3, enhanced: 6 } as const
const option = { end: 0, comment: 1, tsresol: 9, tsoffset: 14 } as const
/** Comments of one block, and characters that are told of each. */
const mostComments = 4
const longestComment = 500
const byteOrderMagic = 0x1a2b3c4d
const mostInterfaces = 4096
const two32 = 2 ** 32

interface Interface {
  readonly link: number
  readonly snapLength: number
  /** Microseconds of one tick, and what is added to every time. */
  readonly micros: number
  readonly offset: number
}

/** The reader of a pcapng capture; undefined when the first four bytes are of something else. */
export function pcapngRecords(head: Uint8Array, sink: PacketSink): Records | undefined {
  return i32be(head, 0) === block.section ? new PcapngRecords(sink) : undefined
}

class PcapngRecords implements Records {
  broken = ''
  private little = true
  private interfaces: Interface[] = []
  private lastTime = 0
  private readonly sink: PacketSink

  constructor(sink: PacketSink) {
    this.sink = sink
  }

  take(bytes: Uint8Array, start: number, end: number, stop: number): number {
    let at = start
    while (at < stop && end - at >= 12) {
      const isSection = i32be(bytes, at) === block.section
      if (isSection && !this.beginSection(bytes, at + 8)) return at
      const length = this.word(bytes, at + 4) >>> 0
      if (length < 12 || (length & 3) !== 0) {
        this.broken = 'a block claims an impossible length'
        return at
      }
      const type = isSection ? block.section : this.word(bytes, at)
      const wanted =
        (isSection && length <= largestRecord) ||
        type === block.enhanced ||
        type === block.packet ||
        type === block.simple ||
        type === block.interface
      if (wanted && length > largestRecord) {
        this.broken = 'a block claims an impossible length'
        return at
      }
      if (wanted && end - at < length) return at
      if (wanted) this.content(type, bytes, at + 8, at + length - 4)
      if (this.broken !== '') return at
      at += length
    }
    return at
  }

  private beginSection(bytes: Uint8Array, at: number): boolean {
    const big = i32be(bytes, at) === byteOrderMagic
    if (!big && i32le(bytes, at) !== byteOrderMagic) {
      this.broken = 'a section of unknown byte order'
      return false
    }
    this.little = !big
    this.interfaces = []
    return true
  }

  private content(type: number, bytes: Uint8Array, at: number, end: number): undefined {
    if (type === block.section) {
      // The byte order, the version, and how long the section is.
      this.remarks(bytes, at + 16, end, at, at, 0)
    } else if (type === block.enhanced) {
      if (end - at < 20) return this.breakOff('a packet block is too short')
      this.emit(bytes, at + 20, end, this.word(bytes, at), this.word(bytes, at + 12), this.word(bytes, at + 16), this.time(bytes, at + 4))
    } else if (type === block.packet) {
      if (end - at < 20) return this.breakOff('a packet block is too short')
      this.emit(bytes, at + 20, end, this.half(bytes, at), this.word(bytes, at + 12), this.word(bytes, at + 16), this.time(bytes, at + 4))
    } else if (type === block.simple) {
      if (end - at < 4) return this.breakOff('a packet block is too short')
      const original = this.word(bytes, at) >>> 0
      const snap = this.interfaces[0]?.snapLength ?? 0
      const captured = Math.min(original, end - at - 4, snap === 0 ? original : snap)
      this.emit(bytes, at + 4, end, 0, captured, original, -1)
    } else this.addInterface(bytes, at, end)
  }

  private emit(bytes: Uint8Array, at: number, end: number, index: number, captured: number, original: number, ticks: number): undefined {
    const from = this.interfaces[index]
    if (from === undefined) return this.breakOff('a packet of an interface that was never described')
    if (captured < 0 || captured > end - at) return this.breakOff('a packet is longer than its block')
    if (ticks >= 0) this.lastTime = ticks * from.micros + from.offset
    this.sink.packet(bytes, at, at + captured, original >>> 0, this.lastTime, from.link)
    const options = at + ((captured + 3) & ~3)
    if (options + 4 < end) this.remarks(bytes, options, end, at, at + captured, from.link)
  }

  private time(bytes: Uint8Array, at: number): number {
    return (this.word(bytes, at) >>> 0) * two32 + (this.word(bytes, at + 4) >>> 0)
  }

  private addInterface(bytes: Uint8Array, start: number, end: number): undefined {
    if (end - start < 8) return this.breakOff('an interface block is too short')
    if (this.interfaces.length >= mostInterfaces) return this.breakOff(`more than ${mostInterfaces} interfaces`)
    let micros = 1
    let offset = 0
    this.options(bytes, start + 8, end, (code, value, length) => {
      if (code === option.tsresol && length >= 1) micros = 1e6 / ticksPerSecond(bytes[value]!)
      if (code === option.tsoffset && length >= 8) offset = this.signed64(bytes, value) * 1e6
    })
    this.remarks(bytes, start + 8, end, start, start, 0)
    this.interfaces.push({ link: this.half(bytes, start), snapLength: this.word(bytes, start + 4) >>> 0, micros, offset })
  }

  /** Comments among the options of a block, as remarks on `bytes[from, to)`. */
  private remarks(bytes: Uint8Array, start: number, end: number, from: number, to: number, link: number): void {
    const { sink } = this
    if (sink.remark === undefined) return
    let count = 0
    this.options(bytes, start, end, (code, at, length) => {
      if (code !== option.comment || length === 0 || ++count > mostComments) return
      sink.remark?.(textOf(bytes.subarray(at, at + Math.min(length, longestComment))), bytes, from, to, link)
    })
  }

  private options(bytes: Uint8Array, start: number, end: number, each: (code: number, at: number, length: number) => void): void {
    for (let at = start; end - at >= 4; ) {
      const code = this.half(bytes, at)
      const length = this.half(bytes, at + 2)
      if (code === option.end || end - at - 4 < length) return
      each(code, at + 4, length)
      at += 4 + ((length + 3) & ~3)
    }
  }

  private signed64(bytes: Uint8Array, at: number): number {
    const [high, low] = this.little ? [at + 4, at] : [at, at + 4]
    return this.word(bytes, high) * two32 + (this.word(bytes, low) >>> 0)
  }

  private breakOff(why: string): undefined {
    this.broken = why
  }

  private word(bytes: Uint8Array, at: number): number {
    return this.little ? i32le(bytes, at) : i32be(bytes, at)
  }

  private half(bytes: Uint8Array, at: number): number {
    return this.little ? u16le(bytes, at) : u16be(bytes, at)
  }
}

/** The top bit tells powers of two from powers of ten. */
function ticksPerSecond(resolution: number): number {
  const exponent = resolution & 0x7f
  return resolution & 0x80 ? 2 ** exponent : 10 ** exponent
}
