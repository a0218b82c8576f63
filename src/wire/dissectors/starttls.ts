// Mail, directories, news and chat that begin in clear, with logins and orders of mail, and go over to TLS: once the client has asked for it, its greeting and all that follows are TLS.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { ByteWindow } from '../byte-window.ts'
import { Carried } from '../carried.ts'
import { latin } from '../head.ts'
import { MailLogins } from '../mail-logins.ts'

export const starttls: Dissector = {
  id: 'starttls',
  summary: { zh: 'SMTP、IMAP、POP3、LDAP、XMPP 中升级的 TLS', en: 'TLS that SMTP, IMAP, POP3, LDAP and XMPP go over to' },
  techniques: ['T1573'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc3207',
    'https://www.rfc-editor.org/rfc/rfc2595',
    'https://www.rfc-editor.org/rfc/rfc4511',
  ],
  over: 'tcp',
  opensWithLines: true,
  starts: '2*+0<',
  ports: [25, 110, 119, 143, 389, 587, 2525, 3268, 4190, 5222, 5269],
  probe(bytes, start, end) {
    if (end - start < 4) return 'more'
    const first = bytes[start]!
    if (first === 0x30) return isRequest(bytes, start, end) ? 'yes' : 'no'
    return beginnings.has(latin(bytes, start, start + 4)) ? 'yes' : 'no'
  },
  open: flow => new Starttls(flow),
}

/** The server's greeting in SMTP and NNTP, IMAP, POP3; a stream of XMPP. */
const beginnings = new Set(['220 ', '220-', '200 ', '201 ', '* OK', '+OK ', '<?xm', '<str'])
/** In clear before that: greetings and what the server can do. */
const mostClear = 16 << 10
/** The extended operation of LDAP that asks for it (RFC 4511 §4.14.1). */
const operation = '1.3.6.1.4.1.1466.20037'
const asks = /\b(?:starttls|stls)\b|<starttls/i

/** LDAP: a sequence of a number and an extended request. */
function isRequest(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 9 && bytes[start + 2] === 2 && bytes[start + 3] === 1 && bytes[start + 5] === 0x77
}

class Starttls implements Conversation {
  private readonly flow: Flow
  private inside: Carried | undefined
  private isAsked = false
  private clear = 0
  private readonly logins: MailLogins
  private readonly orders: ByteWindow
  /** Letters quote attacks: orders are looked at before the first letter. */
  private isLetter = false

  constructor(flow: Flow) {
    this.flow = flow
    this.logins = new MailLogins(flow)
    this.orders = new ByteWindow(flow, 'smtp')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.inside !== undefined) return this.inside.data(from, bytes, start, end, at)
    if (from === 0 && this.isAsked && bytes[start] === 0x16) {
      this.inside = new Carried(this.flow, 'starttls')
      return this.inside.data(from, bytes, start, end, at)
    }
    this.clear += end - start
    if (from === 0 && !this.isAsked) {
      const text = latin(bytes, start, Math.min(end, start + 512))
      this.isAsked = asks.test(text) || text.includes(operation)
    }
    if (!this.isLetter) this.command(from, bytes, start, end)
    return this.clear < mostClear
  }

  private command(from: Side, bytes: Uint8Array, start: number, end: number): void {
    const text = latin(bytes, start, end)
    this.logins.said(from, text)
    if (from === 1) return
    const letter = text.search(/^(?:data|bdat \d)/im)
    this.isLetter = letter >= 0
    this.orders.data(0, bytes, start, letter < 0 ? end : start + letter)
  }

  lost(from: Side, count: number): void {
    this.inside?.lost(from, count)
  }

  end(): void {
    this.inside?.end()
  }
}
