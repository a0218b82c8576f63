// The answering side of an HTTP connection: bodies are passed over, unless the answer tells how an attack went or somebody wants the body.
import { latin } from '../head.ts'
import { CarvedBody, mayBeCarved } from './carve-body.ts'
import type { Exchanges } from './exchanges.ts'
import { Fields } from './fields.ts'
import { Kept } from './kept.ts'
import { HttpLogins } from './logins.ts'
import type { Waiting } from './requests.ts'
import type { Framing, Reader } from './side.ts'
import { unpacked } from './unpack.ts'

/** Of an answer that is looked at. */
const mostKept = 16 << 10

export class Answers implements Reader {
  private readonly talk: Exchanges
  private readonly fields = new Fields()
  private readonly kept = new Kept()
  private waiting: Waiting | undefined
  private headText = ''
  private isKept = false
  private carved: CarvedBody | undefined
  private readonly logins: HttpLogins

  constructor(talk: Exchanges) {
    this.talk = talk
    this.logins = new HttpLogins(talk.flow)
  }

  head(bytes: Uint8Array, start: number, end: number): Framing | undefined {
    const { fields, talk } = this
    fields.read(bytes, start, end, true)
    const { status, length } = fields
    if (bytes[start] !== 0x48 || status < 100 || status > 999) return undefined
    const waiting = talk.next(status < 200)
    if (status === 101) {
      talk.goThrough(waiting, fields.upgrade === '' ? 'unknown' : fields.upgrade)
      return 'through'
    }
    if (status < 200) return 'none'
    this.waiting = waiting
    if (waiting !== undefined && waiting.authorization !== '') this.logins.answered(waiting.authorization, status)
    this.isKept = waiting?.attempts !== undefined || talk.areBodiesWanted
    if (waiting?.attempts !== undefined) this.headText = latin(bytes, start, end)
    if (waiting?.method === 'CONNECT' && status < 300) {
      talk.goThrough(waiting, '')
      return 'through'
    }
    if (status === 204 || status === 304 || waiting?.method === 'HEAD') return 'none'
    const framing = fields.isChunked ? 'chunked' : length > 0 ? { length } : length === 0 ? 'none' : 'until end'
    if (framing !== 'none' && mayBeCarved(fields, waiting)) this.carved = new CarvedBody(talk.flow, waiting, fields.coding)
    return framing
  }

  body(bytes: Uint8Array, start: number, end: number): void {
    if (this.isKept) {
      this.kept.add(bytes, start, end, mostKept)
      // Enough to judge by; what goes on for ever is never over.
      if (this.kept.missed > 0) this.tell()
    }
    if (this.carved?.data(bytes, start, end) === false) this.carved = undefined
  }

  get isWanted(): boolean {
    return this.isKept || this.carved !== undefined
  }

  over(isWhole: boolean): void {
    if (this.isKept) this.tell()
    this.carved?.end(isWhole)
    this.carved = undefined
  }

  /** Nothing more comes. */
  release(): void {
    this.kept.clear()
  }

  through(bytes: Uint8Array, start: number, end: number): boolean {
    return this.talk.through(1, bytes, start, end)
  }

  private tell(): void {
    const { waiting, kept, fields, talk } = this
    this.isKept = false
    const body = unpacked(kept.view, fields.coding) ?? kept.view
    talk.body(1, body, kept.missed)
    if (waiting !== undefined) talk.answered(waiting, fields.status, this.headText, latin(body, 0, Math.min(body.length, mostKept)))
    kept.clear()
  }
}
