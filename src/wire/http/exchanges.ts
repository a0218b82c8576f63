// What the two sides of HTTP need of the connection they belong to, of whatever version.
import type { Conversation, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { WebSocketFrames } from '../websocket-frames.ts'
import type { Attempts } from './attempts.ts'
import { placeOf, type Waiting } from './requests.ts'

export interface Exchanges {
  readonly flow: Flow
  /** Attempts of the whole connection. */
  readonly attempts: Attempts
  /** Those who know mining want all bodies. */
  readonly areBodiesWanted: boolean
  /** An answer begins: all of its request was said, as far as it will be seen. */
  next(isInterim: boolean): Waiting | undefined
  answered(waiting: Waiting, status: number, head: string, body: string): void
  /** The answer granted CONNECT ('') or an upgrade to that protocol: from here on it is no HTTP. */
  goThrough(request: Waiting | undefined, protocol: string): void
  /** Bytes after that. False: not wanted. */
  through(from: Side, bytes: Uint8Array, start: number, end: number): boolean
  /** A miner's call: this body and all that follow are for those who know mining. */
  mines(request: Waiting): void
  /** A body that is over; `missed`: so many bytes of its end were not kept. */
  body(from: Side, bytes: Uint8Array, missed: number): void
}

/** Bodies of one connection, for those who know mining, with what its first request of a miner says of him. */
export function bodiesOf(flow: Flow, request: Waiting): Carried {
  const { agent, authorization } = request
  const word = /^Basic ([A-Za-z0-9+/]{2,200})/i.exec(authorization)?.[1] ?? ''
  const login = Buffer.from(word, 'base64').toString('latin1').split(':', 1)[0] ?? ''
  return new Carried(flow, `http ${placeOf(request)}`.trimEnd(), { agent, login })
}

/** What follows CONNECT or an upgrade. */
export function insideOf(flow: Flow, request: Waiting | undefined, protocol: string): Conversation {
  const host = request === undefined ? '' : request.method === 'CONNECT' ? request.target : placeOf(request)
  if (/websocket/i.test(protocol)) return new WebSocketFrames(flow, host)
  return new Carried(flow, protocol === '' ? `connect ${host}` : `upgrade ${host}`.trimEnd())
}
