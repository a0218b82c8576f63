// PostgreSQL (protocol 3): statements that reach out of the database, and how logins went.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { sqlPart } from '../../parse/protocols/sql-text.ts'
import { Carried } from '../carried.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'
import { Orders } from '../orders.ts'

export const postgresql: Dissector = {
  id: 'postgresql',
  summary: { zh: 'PostgreSQL 语句与登录', en: 'statements and logins of PostgreSQL' },
  techniques: ['T1190', 'T1110'],
  references: ['https://www.postgresql.org/docs/current/protocol-message-formats.html'],
  over: 'tcp',
  starts: '\x00QP',
  probe(bytes, start, end, from, flow) {
    const length = end - start
    if (bytes[start] === 0) {
      if (from !== 0) return 'no'
      if (length < 8) return 'more'
      const [size, code] = [number32(bytes, start), number32(bytes, start + 4)]
      if (code === sslRequest || code === gssRequest) return size === 8 ? 'yes' : 'no'
      // Protocol 3.x, and then names and values.
      return code >>> 16 === 3 && size > 8 && size <= longestStartup && bytes[start + 8]! > 0x20 ? 'yes' : 'no'
    }
    // A query in a capture that begins in the middle: its length and its last byte agree.
    if (!flow.midstream || length < 7) return 'no'
    return number32(bytes, start + 1) === length - 1 && bytes[end - 1] === 0 ? 'yes' : 'no'
  },
  open: flow => new Postgresql(flow),
}

const sslRequest = 80_877_103
const gssRequest = 80_877_104
const cancel = 80_877_102
const longestStartup = 10_000
const letter = { query: 0x51, parse: 0x50, auth: 0x52, complete: 0x43, error: 0x45 } as const

function number32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

/** Class 28 is "invalid authorization"; 3D000 comes after a login that was accepted. */
const refused = /\0C28/

class Postgresql implements Conversation {
  private readonly flow: Flow
  private readonly frames: readonly [Frames, Frames]
  private readonly orders: Orders
  private readonly tally: LoginTally
  private client: Side | undefined
  /** The first message has no letter. */
  private isStarted: boolean
  /** The server's next byte alone says whether it will encrypt. */
  private isAsked = false
  /** TLS, once the server has agreed. */
  private inside: Carried | undefined
  private isIn = false
  private isLost = false
  private target = ''
  private asked = 0

  constructor(flow: Flow) {
    this.flow = flow
    this.isStarted = flow.midstream
    this.isIn = flow.midstream
    this.orders = new Orders(flow, 'postgresql')
    this.tally = new LoginTally(flow, 'postgresql')
    const frames = () => new Frames(5, head => (this.isStarted ? number32(head, 1) : Math.min(number32(head, 0), longestStartup)) - 4)
    this.frames = [frames(), frames()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.inside !== undefined) return this.inside.data(from, bytes, start, end, at)
    if (this.isLost) return false
    if (this.client === undefined) this.begin(from, bytes[start]!)
    const frames = this.frames[from]
    if (from === this.client) return frames.push(bytes, start, end, (head, body) => this.order(head, body))
    let next = start
    if (this.isAsked) {
      // "N": it goes on in clear; "S": in TLS; "G": in what Kerberos agreed on. Everything else is an error.
      const answer = bytes[next++]
      if (answer === 0x53) {
        this.inside = new Carried(this.flow, 'postgresql')
        return this.inside.data(from, bytes, next, end, at)
      }
      if (answer === 0x47) this.flow.gap('unsupported', 'encrypted')
      if (answer !== 0x4e) return false
      this.isAsked = false
    }
    return frames.push(bytes, next, end, (head, body) => this.answer(head[0]!, body))
  }

  lost(from: Side, count: number): void {
    this.inside?.lost(from, count)
    // Lengths that follow would be read from the middle of something.
    if (!this.frames[from].lost(count)) this.isLost = true
  }

  end(): void {
    this.inside?.end()
  }

  private begin(from: Side, first: number): void {
    this.client = from
    if (first === 0) this.isStarted = false
    this.frames[from].headSize = this.isStarted ? 5 : 4
    if (from === 1) this.flow.turn()
  }

  private order(head: Uint8Array, body: Uint8Array): boolean {
    if (!this.isStarted) return this.startup(body)
    const isParse = head[0] === letter.parse
    if (head[0] !== letter.query && !isParse) return true
    const query = body.subarray(isParse ? body.indexOf(0) + 1 : 0)
    const number = ++this.asked
    if (!this.orders.suspects(query)) return true
    const text = latin(query, 0, query.length).replaceAll('\0', ' ').trim()
    this.orders.said(sqlPart(text), number, this.target, text)
    return true
  }

  private startup(body: Uint8Array): boolean {
    const code = number32(body, 0)
    if (code === cancel) return false
    if (code === sslRequest || code === gssRequest) {
      this.isAsked = true
      return true
    }
    this.isStarted = true
    this.frames[this.client ?? 0].headSize = 5
    const words = latin(body, 4, body.length).split('\0')
    const value = (name: string): string => words.find((_, i) => i % 2 === 1 && words[i - 1] === name) ?? ''
    this.tally.user(value('user'))
    this.target = value('database') || value('user')
    return true
  }

  private answer(kind: number, body: Uint8Array): boolean {
    if (kind === letter.auth && body.length >= 4 && number32(body, 0) === 0 && !this.isIn) {
      this.isIn = true
      this.tally.accepted()
    }
    if (kind !== letter.error && kind !== letter.complete) return true
    const text = latin(body, 0, body.length)
    if (kind === letter.error && !this.isIn) {
      if (refused.test(text)) this.tally.refused()
      return false
    }
    const status = kind === letter.error ? 'error' : 'ok'
    this.orders.answered(
      this.asked,
      name => (name === 'status' ? status : name === 'answer' ? text.toLowerCase() : ''),
      text.replaceAll('\0', ' '),
    )
    return true
  }
}
