// The requests and the answers of one HTTP/1 connection, brought together: what was asked, what of it is an attack, and how it was answered.
import type { Conversation, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { Http2Talk } from '../http2/talk.ts'
import { Answers } from './answers.ts'
import { Attempts } from './attempts.ts'
import { bodiesOf, type Exchanges, insideOf } from './exchanges.ts'
import { Requests, type Waiting } from './requests.ts'
import { HttpSide } from './side.ts'

export class HttpTalk implements Conversation, Exchanges {
  readonly flow: Flow
  readonly attempts: Attempts
  private readonly requests: Requests
  private readonly answers: Answers
  private readonly sides: readonly [HttpSide, HttpSide]
  /** What follows CONNECT or an upgrade. */
  private inside: Conversation | undefined
  /** JSON of miners lies in the bodies. */
  private bodies: Carried | undefined
  private isThrough = false
  private at = 0

  constructor(flow: Flow) {
    this.flow = flow
    this.attempts = new Attempts(flow)
    this.requests = new Requests(this)
    this.answers = new Answers(this)
    this.sides = [new HttpSide(this.requests), new HttpSide(this.answers)]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.at = at
    if (this.isThrough && from === 0) return this.through(0, bytes, start, end)
    const goesOn = this.sides[from].push(bytes, start, end)
    if (!goesOn) this.release()
    return goesOn
  }

  lost(from: Side, count: number): void {
    if (this.isThrough) this.inside?.lost?.(from, count)
    else {
      this.sides[from].lost(count)
      // Which answer belongs to which request is not known any more.
      this.requests.forget()
    }
  }

  end(): void {
    this.sides[0].end()
    this.sides[1].end()
    this.inside?.end?.()
    this.bodies?.end()
  }

  private release(): void {
    this.requests.release()
    this.answers.release()
    this.sides[0].release()
    this.sides[1].release()
  }

  next(isInterim: boolean): Waiting | undefined {
    return this.requests.next(isInterim)
  }

  answered(waiting: Waiting, status: number, head: string, body: string): void {
    this.requests.answered(waiting, status, head, body)
  }

  get areBodiesWanted(): boolean {
    return this.bodies !== undefined
  }

  goThrough(request: Waiting | undefined, protocol: string): void {
    this.isThrough = true
    this.inside = /^h2c$/i.test(protocol)
      ? new Http2Talk(this.flow, { request, attempts: this.attempts })
      : insideOf(this.flow, request, protocol)
  }

  through(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    this.isThrough = true
    this.inside ??= new Carried(this.flow, 'http')
    return this.inside.data(from, bytes, start, end, this.at)
  }

  mines(request: Waiting): void {
    this.bodies ??= bodiesOf(this.flow, request)
  }

  body(from: Side, bytes: Uint8Array, missed: number): void {
    this.bodies?.data(from, bytes, 0, bytes.length, this.at)
    if (missed > 0) this.bodies?.lost(from, missed)
  }
}
