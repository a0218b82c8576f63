// TDS of Microsoft SQL Server: batches that run commands of the system, and how logins went (as far as they are in clear).
import { concat } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { sqlPart } from '../../parse/protocols/sql-text.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'
import { Orders } from '../orders.ts'

export const tds: Dissector = {
  id: 'tds',
  summary: { zh: 'SQL Server(TDS)语句与登录', en: 'statements and logins of SQL Server (TDS)' },
  techniques: ['T1190', 'T1110'],
  references: ['https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/b46a581a-39de-4745-b076-ec4dbb7d13ec'],
  over: 'tcp',
  starts: '\x01\x10\x12',
  probe(bytes, start, end, from, flow) {
    if (end - start < 12) return 'no'
    const length = (bytes[start + 2]! << 8) | bytes[start + 3]!
    const isWhole = length === end - start && bytes[start + 1]! <= 1
    // Sequence number and window are small; a window is always 0.
    if (!isWhole || bytes[start + 7] !== 0) return 'no'
    const kind = bytes[start]
    // PRELOGIN begins with the token of the version; LOGIN7 with its own length.
    if (kind === packet.prelogin) return bytes[start + 8] === 0 && bytes[start + 9] === 0 ? 'yes' : 'no'
    if (kind === packet.login) return bytes[start + 8] === ((length - 8) & 0xff) && bytes[start + 9] === (length - 8) >> 8 ? 'yes' : 'no'
    return flow.midstream && from === 0 && bytes[start + 9] === 0 && bytes[start + 11] === 0 ? 'yes' : 'no'
  },
  open: flow => new Tds(flow),
}

const packet = { batch: 1, call: 3, answer: 4, login: 0x10, prelogin: 0x12 } as const
const token = { error: 0xaa, loginAck: 0xad } as const
/** Bytes of one order that are looked at: a message is cut into packets of 512 to 32,767. */
const longestOrder = 64 << 10
const loginFailed = [18_456, 18_452, 18_470, 18_487, 18_488]

class Tds implements Conversation {
  private readonly frames: readonly [Frames, Frames]
  private readonly orders: Orders
  private readonly tally: LoginTally
  /** Packets of an order whose last one is awaited. */
  private parts: Uint8Array[] = []
  private held = 0
  private isAsked = false
  private isBroken = false
  private count = 0

  constructor(flow: Flow) {
    this.orders = new Orders(flow, 'mssql')
    this.tally = new LoginTally(flow, 'mssql')
    const frames = () => new Frames(8, head => ((head[2]! << 8) | head[3]!) - 8)
    this.frames = [frames(), frames()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.isBroken) return false
    return this.frames[from].push(bytes, start, end, (head, body) => {
      // TLS inside of PRELOGIN: nothing more is in clear.
      if (head[0] === packet.prelogin && body[0] === 0x16) return false
      if (head[0] === packet.login) return this.login(body)
      if (head[0] === packet.batch || head[0] === packet.call) this.part(body, (head[1]! & 1) !== 0)
      if (head[0] === packet.answer && this.isAsked) this.answer(body)
      return head[0]! <= packet.prelogin
    })
  }

  lost(from: Side, count: number): void {
    if (from === 0) this.judge()
    if (!this.frames[from].lost(count)) this.isBroken = true
  }

  end(): void {
    this.judge()
  }

  /** LOGIN7: offset and length of the user's name stand at 40. */
  private login(body: Uint8Array): boolean {
    const at = (body[40] ?? 0) | ((body[41] ?? 0) << 8)
    const length = Math.min(64, (body[42] ?? 0) | ((body[43] ?? 0) << 8))
    this.tally.user(wide(body.subarray(at, at + length * 2)))
    this.isAsked = true
    return true
  }

  private part(body: Uint8Array, isLast: boolean): void {
    if (body.length > 0 && this.held + body.length <= longestOrder) {
      this.parts.push(isLast ? body : body.slice())
      this.held += body.length
    }
    if (isLast) this.judge()
  }

  /** All of an order that there is. */
  private judge(): void {
    if (this.parts.length > 0) this.batch(concat(this.parts))
    this.parts = []
    this.held = 0
  }

  private batch(body: Uint8Array): void {
    const text = wide(body)
    this.orders.said(sqlPart(text), ++this.count, '', text)
  }

  private answer(body: Uint8Array): void {
    this.isAsked = false
    if (body[0] === token.error) {
      const number = (body[3] ?? 0) | ((body[4] ?? 0) << 8)
      if (loginFailed.includes(number)) this.tally.refused()
    } else if (body.indexOf(token.loginAck) >= 0) this.tally.accepted()
  }
}

/** UTF-16, little end first; other bytes between are passed over. */
function wide(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) text += bytes[at + 1] === 0 ? latin(bytes, at, at + 1) : '\ufffd'
  return text.replaceAll('\0', ' ')
}
