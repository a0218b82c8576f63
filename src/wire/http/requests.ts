// The asking side of an HTTP connection: each request is shown to the virtual patches once it is whole, and waits for its answer.
import type { PatchSet } from '../../core/patch.ts'
import { HttpRequest } from '../../parse/protocols/http-request.ts'
import { callsForWork } from '../../parse/protocols/mining-call.ts'
import { isPlotCall } from '../../parse/protocols/plot-call.ts'
import { findWallets } from '../../parse/wallet.ts'
import { latin } from '../head.ts'
import { wireRow } from '../wire-row.ts'
import type { Attempt } from './attempts.ts'
import type { Exchanges } from './exchanges.ts'
import { Fields } from './fields.ts'
import { Kept } from './kept.ts'
import { beginsMessage, type Framing, type Reader } from './side.ts'
import { unpacked } from './unpack.ts'

/** A request that waits for its answer. */
export interface Waiting {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly agent: string
  readonly authorization: string
  attempts: readonly Attempt[] | undefined
}

/** Requests that wait for their answers (pipelining); when more wait, the answers were not captured. */
const mostWaiting = 64

export class Requests implements Reader {
  private readonly talk: Exchanges
  private readonly patches: PatchSet
  private readonly fields = new Fields()
  private readonly kept = new Kept()
  private queue: Waiting[] = []
  /** The request whose body is coming, and its head. */
  private open: Waiting | undefined
  private headText = ''
  private isSuspect = false

  constructor(talk: Exchanges) {
    this.talk = talk
    this.patches = talk.flow.patches.of('http')
  }

  head(bytes: Uint8Array, start: number, end: number): Framing | undefined {
    const { fields } = this
    if (!beginsMessage(bytes, start, end)) return undefined
    fields.read(bytes, start, end, false)
    const [method = '', target = ''] = latin(bytes, start, Math.min(end, bytes.indexOf(10, start), start + 2048))
      .trim()
      .split(' ')
    const waiting: Waiting = {
      method,
      target,
      host: fields.host.slice(0, 255),
      agent: fields.agent,
      authorization: fields.authorization,
      attempts: undefined,
    }
    if (this.queue.push(waiting) > mostWaiting) this.queue.shift()
    this.tellResolver(waiting)
    if (isPlotCall(target)) this.mined(waiting)
    const hasBody = fields.isChunked || fields.length > 0
    this.isSuspect = this.patches.suspects(bytes, start, end) || isDisguised(bytes, start, end, false) || isOdd(target)
    if (hasBody || this.isSuspect) this.headText = latin(bytes, start, end)
    if (!hasBody) {
      if (this.isSuspect) waiting.attempts = this.talk.attempts.of(new HttpRequest(this.headText, ''), waiting.host)
      return 'none'
    }
    this.open = waiting
    return fields.isChunked ? 'chunked' : { length: fields.length }
  }

  body(bytes: Uint8Array, start: number, end: number): void {
    if (this.open !== undefined) this.kept.add(bytes, start, end)
  }

  get isWanted(): boolean {
    return this.open !== undefined
  }

  over(_isWhole: boolean): void {
    this.show()
  }

  /** Nothing more comes. */
  release(): void {
    this.kept.clear()
  }

  through(bytes: Uint8Array, start: number, end: number): boolean {
    return this.talk.through(0, bytes, start, end)
  }

  /** The request that an answer is for; an interim answer leaves it waiting. */
  next(isInterim: boolean): Waiting | undefined {
    if (isInterim) return this.queue[0]
    const waiting = this.queue.shift()
    // Answered before all of it was said.
    if (waiting !== undefined && waiting === this.open) this.show()
    return waiting
  }

  answered(waiting: Waiting, status: number, head: string, body: string): void {
    if (waiting.attempts !== undefined) this.talk.attempts.answered(waiting.attempts, status, head, body)
  }

  forget(): void {
    this.queue = []
  }

  /** DNS over HTTPS, known by its type or its question (RFC 8484 §4.1) where HTTP itself can be read. */
  private tellResolver({ target, host }: Waiting): void {
    const asks = this.fields.type === 'application/dns-message' || (target.includes('dns=') && /[?&]dns=[\w-]{16,}(?:&|$)/.test(target))
    if (!asks) return
    const { flow } = this.talk
    flow.emit('hiddenPeers', { ...wireRow(flow), means: 'resolver', sign: 'question', name: host }, 'resolver')
  }

  /** Mining by plots asks and hands in by the address alone. */
  private mined(request: Waiting): void {
    this.talk.mines(request)
    this.talk.body(0, Buffer.from(request.target, 'latin1'), 0)
  }

  /** The request with what has come of its body, to the patches and to those who know mining. */
  private show(): void {
    const { open, kept, fields, talk } = this
    if (open === undefined) return
    this.open = undefined
    const body = unpacked(kept.view, fields.coding) ?? kept.view
    const first = body.find(byte => byte > 32)
    if ((first === 0x7b || first === 0x5b) && callsForWork(latin(body, 0, Math.min(body.length, 4096)))) talk.mines(open)
    talk.body(0, body, kept.missed)
    const { length } = body
    if (this.isSuspect || this.patches.suspects(body, 0, length) || (isTextual(fields.type) && isDisguised(body, 0, length, true)))
      open.attempts = this.talk.attempts.of(new HttpRequest(this.headText, latin(body, 0, body.length)), open.host)
    kept.clear()
  }
}

/** Whom a miner reaches: with the path where that names the wallet that is paid (ethminer, Dero, Xelis). */
export function placeOf({ host, target }: Waiting): string {
  return target.length < 300 && !findWallets(target).next().done ? `${host}${target}` : host
}

export function urlOf({ host, target }: Waiting): string {
  return /^https?:/i.test(target) ? target : `http://${host}${target}`
}

/** Of a kind in which servers undo encodings; what is not said is taken for text. */
function isTextual(type: string): boolean {
  return type === '' || /form|json|xml|text|script|graphql/.test(type)
}

/** Something may be encoded: percent, backslash, overlong UTF-8, entity; plus, which is a blank in forms. */
function isDisguised(bytes: Uint8Array, start: number, end: number, isForm: boolean): boolean {
  for (let at = start; at < end; at++)
    switch (bytes[at]!) {
      case 0x25:
      case 0x5c:
      case 0xc0:
      case 0xc1:
        return true
      case 0x2b:
        if (isForm) return true
        break
      case 0x26:
        if (bytes[at + 1] === 0x23) return true
    }
  return false
}

/** A target that is another one once it is resolved. */
function isOdd(target: string): boolean {
  return target.includes('+') || target.includes(';') || target.includes('//') || target.includes('/.')
}
