// One stream of HTTP/2: a request and its answer, shown to the readers of HTTP/1 as heads and bodies of the same meaning.
import type { Conversation, Flow, Side } from '../../core/dissector.ts'
import type { Field } from '../../parse/protocols/hpack.ts'
import { kaspadMethod } from '../../parse/protocols/kaspad-message.ts'
import { Answers } from '../http/answers.ts'
import type { Attempts } from '../http/attempts.ts'
import { type Exchanges, insideOf } from '../http/exchanges.ts'
import { Requests, type Waiting } from '../http/requests.ts'
import type { Framing } from '../http/side.ts'
import { KaspadStream } from './kaspad-stream.ts'

/** What the streams of one connection share. */
export interface Connection extends Pick<Exchanges, 'flow' | 'attempts' | 'areBodiesWanted' | 'mines' | 'body'> {
  /** Of the packet that is being looked at, in microseconds. */
  readonly at: number
}

export class Exchange implements Exchanges {
  readonly flow: Flow
  readonly attempts: Attempts
  private readonly connection: Connection
  private readonly requests: Requests
  private readonly answers: Answers
  /** The body that is coming, by side. */
  private readonly framing: [Framing | undefined, Framing | undefined] = [undefined, undefined]
  private readonly isOver: [boolean, boolean] = [false, false]
  /** The request that came over HTTP/1 and was answered with an upgrade. */
  private upgraded: Waiting | undefined
  private protocol = ''
  private inside: Conversation | undefined

  constructor(connection: Connection, upgraded?: Waiting) {
    this.connection = connection
    this.flow = connection.flow
    this.attempts = connection.attempts
    this.upgraded = upgraded
    this.requests = new Requests(this)
    this.answers = new Answers(this)
  }

  /** Both sides have said all. */
  get isDone(): boolean {
    return this.isOver[1] && (this.isOver[0] || this.inside === undefined)
  }

  fields(side: Side, fields: readonly Field[], isLast: boolean): void {
    // Trailers.
    if (this.framing[side] !== undefined && this.framing[side] !== 'none') return
    const head = side === 0 ? requestHead(fields, isLast) : answerHead(fields)
    this.protocol ||= fieldOf(fields, ':protocol')
    if (fieldOf(fields, 'content-type').startsWith('application/grpc')) {
      if (!/^(?:identity)?$/.test(fieldOf(fields, 'grpc-encoding'))) this.flow.gap('unsupported', 'packed messages of gRPC')
      if (fieldOf(fields, ':path') === kaspadMethod) this.inside ??= new KaspadStream(this.flow)
    }
    const bytes = Buffer.from(head, 'latin1')
    const framing = side === 0 ? this.requests.head(bytes, 0, bytes.length) : this.answers.head(bytes, 0, bytes.length)
    // An interim answer is followed by another one.
    this.framing[side] = side === 1 && /^HTTP\/2\.0 1/.test(head) ? undefined : framing
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number): void {
    if (this.inside !== undefined) this.through(side, bytes, start, end)
    else if (this.hasBody(side)) side === 0 ? this.requests.body(bytes, start, end) : this.answers.body(bytes, start, end)
  }

  /** This side says no more. */
  over(side: Side, isWhole: boolean): void {
    if (this.isOver[side]) return
    this.isOver[side] = true
    if (this.inside === undefined && this.hasBody(side)) side === 0 ? this.requests.over(isWhole) : this.answers.over(isWhole)
  }

  end(): void {
    this.over(0, false)
    this.over(1, false)
    this.inside?.end?.()
  }

  next(isInterim: boolean): Waiting | undefined {
    const { upgraded } = this
    if (upgraded === undefined) return this.requests.next(isInterim)
    if (!isInterim) this.upgraded = undefined
    return upgraded
  }

  answered(waiting: Waiting, status: number, head: string, body: string): void {
    this.requests.answered(waiting, status, head, body)
  }

  goThrough(request: Waiting | undefined, protocol: string): void {
    this.inside = insideOf(this.flow, request, this.protocol || protocol)
  }

  through(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.inside?.data(from, bytes, start, end, this.connection.at) ?? false
  }

  get areBodiesWanted(): boolean {
    return this.connection.areBodiesWanted
  }

  mines(request: Waiting): void {
    this.connection.mines(request)
  }

  body(from: Side, bytes: Uint8Array, missed: number): void {
    this.connection.body(from, bytes, missed)
  }

  private hasBody(side: Side): boolean {
    const framing = this.framing[side]
    return framing !== undefined && framing !== 'none' && framing !== 'through'
  }
}

function fieldOf(fields: readonly Field[], name: string): string {
  return fields.find(field => field.name === name)?.value ?? ''
}

/** "GET /path HTTP/2.0" and the fields. Without a length the body ends with its stream, which HTTP/1 writes as chunks. */
function requestHead(fields: readonly Field[], isLast: boolean): string {
  const method = fieldOf(fields, ':method')
  const authority = fieldOf(fields, ':authority')
  const target = fieldOf(fields, ':path') || authority
  const length = isLast ? '' : fieldOf(fields, 'content-length') === '' ? 'transfer-encoding: chunked\r\n' : ''
  const host = authority === '' ? '' : `host: ${oneLine(authority)}\r\n`
  return `${oneLine(method)} ${oneLine(target)} HTTP/2.0\r\n${host}${lines(fields, isLast)}${length}\r\n`
}

function answerHead(fields: readonly Field[]): string {
  return `HTTP/2.0 ${oneLine(fieldOf(fields, ':status'))}\r\n${lines(fields, false)}\r\n`
}

/** `isBare`: no body comes, whatever the length says. */
function lines(fields: readonly Field[], isBare: boolean): string {
  return fields
    .filter(({ name }) => !name.startsWith(':') && !(isBare && name === 'content-length'))
    .map(({ name, value }) => `${oneLine(name)}: ${oneLine(value)}\r\n`)
    .join('')
}

/** Fields of HTTP/2 may hold what would end a line of HTTP/1. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, ' ')
}
