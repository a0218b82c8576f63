// Redis: orders that give away the machine (files written by CONFIG, replication from a stranger, modules, Lua), and how logins went.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { type RespMessage, RespReader } from '../../parse/protocols/resp.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'
import { Orders } from '../orders.ts'

/** Verbs that an inline command may begin the conversation with; most speak arrays. */
const inline =
  /^(?:config|slaveof|replicaof|eval|flushall|module|auth|set|info|save|bgsave|psync|replconf|hello|select)(?:[ \t][\x20-\x7e\t]*)?\r?\n/i
const longestVerb = 9

export const redis: Dissector = {
  id: 'redis',
  summary: { zh: 'Redis 命令(RESP 与内联)及登录', en: 'commands and logins of Redis (RESP and inline)' },
  techniques: ['T1190', 'T1110'],
  references: ['https://redis.io/docs/latest/develop/reference/protocol-spec/'],
  over: 'tcp',
  starts: '*acefhimprsACEFHIMPRS',
  probe(bytes, start, end, from, flow) {
    if (from === 1 && !flow.midstream) return 'no'
    if (bytes[start] !== 0x2a) return isInline(bytes, start, end)
    let at = start + 1
    while (at < end && at < start + 8 && isDigit(bytes[at]!)) at++
    if (at + 3 > end) return at === end || bytes[at] === 13 ? 'more' : 'no'
    if (at === start + 1 || bytes[at] !== 13 || bytes[at + 1] !== 10 || bytes[at + 2] !== 0x24) return 'no'
    at += 3
    const length = at
    while (at < end && at < length + 3 && isDigit(bytes[at]!)) at++
    if (at + 3 > end) return 'more'
    if (at === length || bytes[at] !== 13 || bytes[at + 1] !== 10) return 'no'
    // From the other side an array may be an answer: only a verb that answers do not begin with tells.
    return isLetter(bytes[at + 2]!) && (from === 0 || isVerb(bytes, at + 2, end)) ? 'yes' : 'no'
  },
  open: flow => new Redis(flow),
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
const isLetter = (byte: number): boolean => (byte | 32) >= 0x61 && (byte | 32) <= 0x7a

function isVerb(bytes: Uint8Array, at: number, end: number): boolean {
  return /^(?:config|slaveof|replicaof|module|eval|psync|replconf|auth|set|get)\r/i.test(latin(bytes, at, Math.min(end, at + 12)))
}

function isInline(bytes: Uint8Array, start: number, end: number): 'yes' | 'no' {
  let at = start
  while (at < end && at <= start + longestVerb && isLetter(bytes[at]!)) at++
  if (at === end || (bytes[at] !== 32 && bytes[at] !== 13 && bytes[at] !== 10)) return 'no'
  const line = bytes.indexOf(10, at)
  return line >= 0 && line < end && line - start < 1024 && inline.test(latin(bytes, start, line + 1)) ? 'yes' : 'no'
}

/** Verbs that patches may look at: all others are only counted. */
const grave = new Set(
  (
    'config slaveof replicaof module eval eval_ro evalsha script function fcall set setex setnx psetex mset msetnx getset append setrange ' +
    'hset hmset lpush rpush sadd save bgsave flushall flushdb debug migrate restore system.exec system.rev client cluster shutdown'
  ).split(' '),
)
const mostUnanswered = 1 << 20

class Redis implements Conversation {
  private readonly flow: Flow
  private readonly readers: readonly [RespReader, RespReader] = [new RespReader(), new RespReader()]
  private readonly orders: Orders
  private readonly tally: LoginTally
  /** Who gives the orders, by what was first said. */
  private client: Side | undefined
  private asked = 0
  private answers = 0
  private isReplica = false
  private readonly logins = new Map<number, string>()

  constructor(flow: Flow) {
    this.flow = flow
    this.orders = new Orders(flow, 'redis')
    this.tally = new LoginTally(flow, 'redis')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.client === undefined) {
      this.client = from
      if (from === 1) this.flow.turn()
    }
    return from === this.client
      ? this.readers[from].push(bytes, start, end, message => this.order(message))
      : this.readers[from].push(bytes, start, end, (message, next) => this.answer(message, bytes, next, end))
  }

  lost(from: Side, count: number): void {
    if (this.readers[from].lost(count)) return
    this.readers[from].restart()
    // Nobody can tell any more which answer belongs to what.
    this.answers = this.asked + mostUnanswered
  }

  private order({ parts }: RespMessage): boolean {
    const verb = (parts[0] ?? '').toLowerCase()
    const number = this.asked++
    if (verb === 'auth' || (verb === 'hello' && parts[2]?.toLowerCase() === 'auth'))
      this.login(number, verb === 'auth' ? parts.slice(1) : parts.slice(3))
    if (grave.has(verb)) {
      const args = parts.slice(1).join(' ')
      const words = parts.map(part => part.toLowerCase())
      const lower = args.toLowerCase()
      // "CONFIG SET dir /x dbfilename y": settings by their names.
      const setting = (name: string): string => words.find((_, i) => i > 2 && i % 2 === 1 && words[i - 1] === name) ?? ''
      const of = (name: string): string => (name === 'verb' ? verb : name === 'args' ? lower : verb === 'config' ? setting(name) : '')
      this.orders.said(of, number, '', `${parts[0]} ${args}`)
    }
    return true
  }

  private login(number: number, words: readonly string[]): void {
    if (this.logins.size < 64) this.logins.set(number, words.length > 1 ? words[0]! : '')
  }

  private answer({ kind, parts }: RespMessage, bytes: Uint8Array, next: number, end: number): boolean {
    if (kind === '$' && this.isReplica) return this.database(parts[0] ?? '')
    // Pushed by the server, to nobody's question.
    if (kind === '>') return true
    const number = this.answers++
    const text = parts[0] ?? ''
    const status = kind === '-' ? 'error' : 'ok'
    this.orders.answered(number, name => (name === 'status' ? status : name === 'answer' ? text.toLowerCase() : ''), `${kind}${text}`)
    const user = this.logins.get(number)
    if (user !== undefined) {
      this.logins.delete(number)
      this.tally.user(user)
      if (status === 'ok') this.tally.accepted()
      // "no password is set" is no refusal: the door has no lock.
      else if (/^(?:WRONGPASS|ERR invalid password)/i.test(text)) this.tally.refused()
    }
    if (kind === '+' && /^FULLRESYNC /.test(text)) return this.replicated(bytes, next, end)
    return true
  }

  /** What a master sends as its whole database: "$length", then RDB, or what a stranger wants to be written to the replica's disk. */
  private replicated(bytes: Uint8Array, next: number, end: number): boolean {
    const text = latin(bytes, next, Math.min(end, next + 80))
    const payload = /^\r?\n?\$\d+\r\n([\s\S]+)/.exec(text)?.[1]
    this.isReplica = true
    return payload === undefined || this.database(payload)
  }

  private database(payload: string): false {
    const body = payload.slice(0, 80).toLowerCase()
    this.orders.said(name => (name === 'verb' ? 'fullresync' : name === 'value' ? body : ''), -1, '', `FULLRESYNC ${payload.slice(0, 80)}`)
    return false
  }
}
