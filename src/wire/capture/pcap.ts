// The classic capture format: both byte orders, micro- and nanoseconds, and Kuznetsov's longer record header (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-06.html).
import { largestRecord, type PacketSink } from './packet-sink.ts'
import type { Records } from './records.ts'
import { i32be, i32le } from './words.ts'

const fileHeader = 24

interface Shape {
  readonly nano: boolean
  /** Bytes of a record's header. */
  readonly record: number
}

const magics: ReadonlyMap<number, Shape> = new Map([
  [0xa1b2c3d4 | 0, { nano: false, record: 16 }],
  [0xa1b23c4d | 0, { nano: true, record: 16 }],
  [0xa1b2cd34 | 0, { nano: false, record: 24 }],
])

/** The reader of a classic capture; undefined when the first four bytes are of something else. */
export function pcapRecords(head: Uint8Array, sink: PacketSink): Records | undefined {
  const big = magics.get(i32be(head, 0))
  const shape = big ?? magics.get(i32le(head, 0))
  return shape === undefined ? undefined : new PcapRecords(shape, big === undefined, sink)
}

class PcapRecords implements Records {
  broken = ''
  private begun = false
  private link = 0
  private readonly header: number
  private readonly perTick: number
  private readonly little: boolean
  private readonly sink: PacketSink

  constructor(shape: Shape, little: boolean, sink: PacketSink) {
    this.header = shape.record
    this.perTick = shape.nano ? 0.001 : 1
    this.little = little
    this.sink = sink
  }

  take(bytes: Uint8Array, start: number, end: number, stop: number): number {
    let at = start
    if (!this.begun) {
      if (end - at < fileHeader) return at
      this.link = this.word(bytes, at + 20) & 0xffff
      this.begun = true
      at += fileHeader
    }
    const { header, perTick, little, link, sink } = this
    const view = new DataView(bytes.buffer, bytes.byteOffset, end)
    while (at < stop && end - at >= header) {
      const length = view.getUint32(at + 8, little)
      if (length > largestRecord) {
        this.broken = 'a record claims an impossible length'
        return at
      }
      const from = at + header
      if (end - from < length) return at
      const micros = view.getUint32(at, little) * 1e6 + view.getUint32(at + 4, little) * perTick
      sink.packet(bytes, from, from + length, view.getUint32(at + 12, little), micros, link)
      at = from + length
    }
    return at
  }

  private word(bytes: Uint8Array, at: number): number {
    return this.little ? i32le(bytes, at) : i32be(bytes, at)
  }
}
