// HTTP CONNECT (RFC 9110 §9.3.6): a tunnel through a web proxy, which names whom it leads to.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { Head, header } from '../head.ts'
import { tellTor } from '../tell-tor.ts'

const word = 'CONNECT '

export const httpConnect: Dissector = {
  id: 'http-connect',
  summary: { zh: 'HTTP CONNECT 隧道内的会话', en: 'conversations inside HTTP CONNECT' },
  techniques: ['T1090'],
  references: ['https://www.rfc-editor.org/rfc/rfc9110#name-connect'],
  over: 'tcp',
  starts: 'C',
  probe(bytes, start, end) {
    const length = Math.min(end - start, word.length)
    for (let i = 0; i < length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return 'no'
    return length === word.length ? 'yes' : 'more'
  },
  open: flow => new Connect(flow),
}

class Connect implements Conversation {
  private readonly flow: Flow
  private readonly heads: readonly [Head, Head] = [new Head(), new Head()]
  private readonly isThrough: [boolean, boolean] = [false, false]
  private inside: Carried | undefined
  /** Of the page of a refusal. */
  private skip = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.isThrough[from]) return this.inside?.data(from, bytes, start, end, at) ?? false
    const skipped = from === 1 ? Math.min(this.skip, end - start) : 0
    this.skip -= skipped
    if (start + skipped === end) return true
    const head = this.heads[from].push(bytes, start + skipped, end)
    if (head === undefined) return true
    if (head === 'long') return false
    if (from === 0) {
      const target = /^CONNECT ([^\s]{1,300}) HTTP\/1/i.exec(head.text)?.[1]
      if (target === undefined) return false
      tellTor(this.flow, target)
      this.inside = new Carried(this.flow, `connect ${target}`)
    } else if (!/^HTTP\/1\.\d 2\d\d/.test(head.text)) {
      // Asked for a password: the client asks again.
      const length = Number(header(head.text, 'content-length')) || 0
      this.skip = Math.max(0, length - (end - head.next))
      this.isThrough[0] = false
      return /^HTTP\/1\.\d 407/.test(head.text)
    }
    this.isThrough[from] = true
    return this.inside?.data(from, bytes, head.next, end, at) ?? true
  }

  lost(from: Side, count: number): void {
    if (this.isThrough[from]) this.inside?.lost(from, count)
  }

  end(): void {
    this.inside?.end()
  }
}
