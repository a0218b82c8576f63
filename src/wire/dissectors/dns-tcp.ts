// The DNS over TCP (RFC 7766): each message after its length.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { u16be } from '../../parse/big-endian.ts'
import { DnsQuestion } from '../../parse/protocols/dns-message.ts'
import { NameBooks } from '../dns/name-books.ts'

const question = new DnsQuestion()
/** Of longer messages (zone transfers) the beginning is read. */
const longest = 4096

export const dnsTcp: Dissector = {
  id: 'dns-tcp',
  summary: { zh: 'TCP 上的 DNS 查询', en: 'questions of the DNS over TCP' },
  techniques: ['T1071.004', 'T1572'],
  references: ['https://www.rfc-editor.org/rfc/rfc7766'],
  over: 'tcp',
  ports: [53],
  probe(bytes, start, end) {
    if (end - start < 2) return 'more'
    const length = u16be(bytes, start)
    if (length < 17) return 'no'
    if (end - start < Math.min(length + 2, 512)) return 'more'
    return question.read(bytes, start + 2, Math.min(end, start + 2 + length)) ? 'yes' : 'no'
  },
  open: flow => new Messages(flow),
}

class Messages implements Conversation {
  private readonly books: NameBooks
  private readonly sides: readonly [MessageSide, MessageSide] = [new MessageSide(), new MessageSide()]

  constructor(flow: Flow) {
    this.books = new NameBooks(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.sides[from].push(bytes, start, end, message => {
      if (question.read(message, 0, message.length)) this.books.take(question, message, 0, message.length, at)
    })
    return true
  }

  /** Without lengths the next message is not found again. */
  lost(from: Side): void {
    this.sides[from].isLost = true
  }

  end(): void {
    this.books.tell()
  }
}

/** One side of a stream of messages. */
export class MessageSide {
  isLost = false
  private length = -1
  private high = -1
  private held = 0
  private message = new Uint8Array(0)

  push(bytes: Uint8Array, start: number, end: number, take: (message: Uint8Array) => void): void {
    for (let at = start; at < end && !this.isLost; ) {
      if (this.length < 0) {
        const byte = bytes[at++]!
        if (this.high < 0) this.high = byte
        else this.begin((this.high << 8) | byte)
        continue
      }
      const size = Math.min(this.length - this.held, end - at)
      const room = Math.max(0, Math.min(size, this.message.length - this.held))
      this.message.set(bytes.subarray(at, at + room), Math.min(this.held, this.message.length))
      this.held += size
      at += size
      if (this.held < this.length) continue
      take(this.message)
      this.length = -1
      this.high = -1
    }
  }

  private begin(length: number): void {
    this.length = length === 0 ? -1 : length
    this.high = -1
    this.held = 0
    this.message = new Uint8Array(Math.min(length, longest))
  }
}
