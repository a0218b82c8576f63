// MySQL and MariaDB: statements that write files or load code, and how logins went.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { sqlPart } from '../../parse/protocols/sql-text.ts'
import { Carried } from '../carried.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'
import { MysqlPacked, type Packing } from '../mysql-packed.ts'
import { Orders } from '../orders.ts'

/** Lengths of a greeting, and of short queries in captures that begin in the middle. */
const starts = String.fromCharCode(...Array.from({ length: 0x90 - 0x10 }, (_, i) => 0x10 + i))

export const mysql: Dissector = {
  id: 'mysql',
  summary: { zh: 'MySQL/MariaDB 语句与登录', en: 'statements and logins of MySQL and MariaDB' },
  techniques: ['T1190', 'T1110'],
  references: ['https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html'],
  over: 'tcp',
  starts,
  probe(bytes, start, end, from, flow) {
    if (end - start < 8) return 'no'
    if (from === 0 && isLogin(bytes, start, end)) return 'yes'
    if (bytes[start + 1] !== 0 || bytes[start + 2] !== 0 || bytes[start + 3] !== 0) return 'no'
    const length = bytes[start]! + 4
    // Protocol 10, and a version that begins with a digit: "8.0.36", "5.5.5-10.11.6-MariaDB".
    if (bytes[start + 4] === 10 && from === 1) return isDigit(bytes[start + 5]!) && bytes.indexOf(0, start + 5) < start + 70 ? 'yes' : 'no'
    if (!flow.midstream || bytes[start + 4] !== command.query || length !== end - start) return 'no'
    return isLetter(bytes[start + 5]!) && isLetter(bytes[start + 6]!) && isLetter(bytes[start + 7]!) ? 'yes' : 'no'
  },
  open: flow => new Mysql(flow),
}

/** What a client answers to a greeting, which was not captured: the second packet, and after a charset 23 bytes of nothing. */
function isLogin(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start + 3] !== 1 || bytes[start + 2] !== 0 || bytes[start]! + bytes[start + 1]! * 256 + 4 !== end - start || end - start < 40)
    return false
  return bytes.subarray(start + 13, start + 36).every(byte => byte === 0)
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
const isLetter = (byte: number): boolean => (byte | 32) >= 0x61 && (byte | 32) <= 0x7a

const command = { query: 3, prepare: 0x16 } as const
const capability = { ssl: 0x800, zlib: 0x20, zstd: 1 << 26 } as const
const code = { ok: 0, error: 0xff } as const
/** Access denied: for that user; host not allowed; too many failures. */
const refused = new Set([1045, 1044, 1698, 1130, 1129])

const plainFrames = (): Frames => new Frames(4, head => head[0]! | (head[1]! << 8) | (head[2]! << 16))

class Mysql implements Conversation {
  private readonly flow: Flow
  private readonly frames: [Frames, Frames]
  /** From the end of the login on, when client and server agreed to pack. */
  private packing: Packing | undefined
  private packed: readonly [MysqlPacked, MysqlPacked] | undefined
  private inside: Carried | undefined
  private readonly orders: Orders
  private readonly tally: LoginTally
  private client: Side | undefined
  private isNamed: boolean
  private isIn: boolean
  private asked = 0
  private isWaiting = false
  private isLost = false

  constructor(flow: Flow) {
    this.flow = flow
    this.isNamed = flow.midstream
    this.isIn = flow.midstream
    this.orders = new Orders(flow, 'mysql')
    this.tally = new LoginTally(flow, 'mysql')
    this.frames = [plainFrames(), plainFrames()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.inside !== undefined) return this.inside.data(from, bytes, start, end, at)
    if (this.isLost) return false
    if (this.client === undefined) this.begin(from, bytes[start + 4] === command.query)
    if (this.packed !== undefined) return this.packed[from].push(bytes, start, end, (plain, missing) => this.unpacked(from, plain, missing))
    return this.plain(from, bytes, start, end)
  }

  lost(from: Side, count: number): void {
    if (this.inside !== undefined) this.inside.lost(from, count)
    else if (!(this.packed?.[from] ?? this.frames[from]).lost(count)) this.isLost = true
  }

  end(): void {
    this.inside?.end()
  }

  private plain(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const each = from === this.client ? this.order : this.answer
    const goesOn = this.frames[from].push(bytes, start, end, (head, body) => each.call(this, head, body))
    return goesOn || this.inside !== undefined
  }

  private unpacked(from: Side, plain: Uint8Array, missing: number): boolean {
    // Of answers only the first packet tells something, and only when an order waits for it.
    if (from !== this.client && !this.isWaiting) return true
    if (!this.plain(from, plain, 0, plain.length)) return false
    if (missing === 0 || this.frames[from].lost(missing)) return true
    this.frames[from] = plainFrames()
    this.flow.gap('capped', 'packed messages that are too long to be unpacked')
    return true
  }

  private begin(from: Side, isQuery: boolean): void {
    const isClient = isQuery || from === 0
    this.client = isClient ? from : ((1 - from) as Side)
    this.isNamed = isQuery
    this.isIn = isQuery
    if (this.client === 1) this.flow.turn()
  }

  private order(head: Uint8Array, body: Uint8Array): boolean {
    if (!this.isNamed) return this.hello(body)
    if (head[3] !== 0 || (body[0] !== command.query && body[0] !== command.prepare)) return true
    this.asked++
    this.isWaiting = false
    const query = body.subarray(1)
    if (!this.orders.suspects(query)) return true
    const text = latin(query, 0, query.length)
    this.isWaiting = this.orders.said(sqlPart(text), this.asked, '', text)
    // The rest of the answer before was not unpacked.
    if (this.packed !== undefined) this.frames[this.client === 0 ? 1 : 0] = plainFrames()
    return true
  }

  /** Capabilities, longest packet, charset, 23 bytes of nothing, user. Without a user TLS follows. */
  private hello(body: Uint8Array): boolean {
    this.isNamed = true
    const capabilities = (body[0] ?? 0) | ((body[1] ?? 0) << 8) | ((body[3] ?? 0) << 24)
    if (body.length <= 32 && (capabilities & capability.ssl) !== 0) {
      this.inside = new Carried(this.flow, 'mysql')
      return false
    }
    this.packing = (capabilities & capability.zlib) !== 0 ? 'zlib' : (capabilities & capability.zstd) !== 0 ? 'zstd' : undefined
    const over = body.indexOf(0, 32)
    if (body.length > 32) this.tally.user(latin(body, 32, over < 0 ? body.length : over))
    return true
  }

  private answer(head: Uint8Array, body: Uint8Array): boolean {
    if (!this.isNamed) return true
    const error = body[0] === code.error ? body[1]! | (body[2]! << 8) : 0
    if (!this.isIn) {
      if (body[0] === code.ok) this.tally.accepted()
      this.isIn = body[0] === code.ok
      if (this.isIn && this.packing !== undefined) this.packed = [new MysqlPacked(this.packing), new MysqlPacked(this.packing)]
      if (error > 0 && refused.has(error)) this.tally.refused()
      return error === 0
    }
    if (!this.isWaiting || head[3] !== 1) return true
    this.isWaiting = false
    const text = error > 0 ? latin(body, 3, Math.min(body.length, 203)) : 'ok'
    this.orders.answered(
      this.asked,
      name => (name === 'status' ? (error > 0 ? 'error' : 'ok') : name === 'answer' ? text.toLowerCase() : ''),
      text,
    )
    return true
  }
}
