// The streams of one HTTP/2 connection, each a request and its answer.
import type { Conversation, Flow, Side } from '../../core/dissector.ts'
import type { Field } from '../../parse/protocols/hpack.ts'
import type { Carried } from '../carried.ts'
import { Attempts } from '../http/attempts.ts'
import { bodiesOf } from '../http/exchanges.ts'
import type { Waiting } from '../http/requests.ts'
import { type Connection, Exchange } from './exchange.ts'
import { type FrameReader, Http2Side } from './side.ts'

/** Streams of one connection that are open at once; servers allow 100 to 256. */
const mostStreams = 256

export class Http2Talk implements Conversation, Connection {
  readonly flow: Flow
  readonly attempts: Attempts
  at = 0
  private readonly sides: readonly [Http2Side, Http2Side]
  private readonly streams = new Map<number, Exchange>()
  private newest = 0
  private bodies: Carried | undefined

  /** `upgraded`: the request of HTTP/1 that is answered on stream 1, with the attempts of its connection. */
  constructor(flow: Flow, upgraded?: { readonly request: Waiting | undefined; readonly attempts: Attempts }) {
    this.flow = flow
    this.attempts = upgraded?.attempts ?? new Attempts(flow)
    this.sides = [new Http2Side(this.reader(0), true), new Http2Side(this.reader(1), false)]
    if (upgraded?.request === undefined) return
    this.streams.set(1, new Exchange(this, upgraded.request))
    this.newest = 1
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.at = at
    return this.sides[from].push(bytes, start, end)
  }

  lost(from: Side, count: number): void {
    this.sides[from].lost(count)
  }

  end(): void {
    for (const stream of this.streams.values()) stream.end()
    this.streams.clear()
    this.bodies?.end()
  }

  get areBodiesWanted(): boolean {
    return this.bodies !== undefined
  }

  mines(request: Waiting): void {
    this.bodies ??= bodiesOf(this.flow, request)
  }

  body(from: Side, bytes: Uint8Array, missed: number): void {
    this.bodies?.data(from, bytes, 0, bytes.length, this.at)
    if (missed > 0) this.bodies?.lost(from, missed)
  }

  private reader(side: Side): FrameReader {
    return {
      fields: (stream, fields, isLast) => this.streamOf(stream, side === 0)?.fields(side, fields, isLast),
      data: (stream, bytes, start, end) => this.streams.get(stream)?.data(side, bytes, start, end),
      over: (stream, isWhole) => {
        const exchange = this.streams.get(stream)
        exchange?.over(side, isWhole)
        if (exchange !== undefined && (exchange.isDone || !isWhole)) this.close(stream, exchange)
      },
      promised: (stream, fields) => this.promise(stream, fields),
      tooMuch: why => {
        if (why === 'header block') this.flow.gap('capped', 'a header block beyond 64 KiB')
        else this.flow.gap('capped', 'header fields that cannot be unpacked')
      },
    }
  }

  private promise(stream: number, fields: readonly Field[]): void {
    const exchange = this.streamOf(stream, true)
    exchange?.fields(0, fields, true)
    exchange?.over(0, true)
  }

  /** Numbers of streams grow: an old one that is not known is over. */
  private streamOf(stream: number, mayBegin: boolean): Exchange | undefined {
    const known = this.streams.get(stream)
    if (known !== undefined || !mayBegin || (stream <= this.newest && stream % 2 === this.newest % 2)) return known
    this.newest = stream
    const fresh = new Exchange(this)
    this.streams.set(stream, fresh)
    const [oldest] = this.streams
    if (this.streams.size > mostStreams && oldest !== undefined) {
      this.flow.gap('capped', 'too many streams at once')
      this.close(...oldest)
    }
    return fresh
  }

  private close(stream: number, exchange: Exchange): void {
    this.streams.delete(stream)
    exchange.end()
  }
}
