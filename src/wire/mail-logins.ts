// How logins of mail in clear went: SMTP, IMAP and POP3, by what the server says after a password.
import type { Flow, Side } from '../core/dissector.ts'
import { LoginTally } from './login-tally.ts'

const longest = 512
/** IMAP "a1 LOGIN bob …" and "a1 AUTHENTICATE …", SMTP "AUTH …", POP3 "PASS …" and "AUTH …". */
const asks = /^(?:[a-z0-9.+-]{1,32} (?:login|authenticate) |auth |pass |apop )/i
const names = /^(?:user |[a-z0-9.+-]{1,32} login )"?([^\s"]{1,64})/i
/** SMTP 535 (RFC 4954); IMAP a tagged NO; POP3 -ERR. */
const refuses = /^(?:535\b|[a-z0-9.+-]{1,32} NO\b|-ERR\b)/i
const accepts = /^(?:235\b|[a-z0-9.+-]{1,32} OK\b|\+OK\b)/i

export class MailLogins {
  private readonly tally: LoginTally
  private readonly lines: [string, string] = ['', '']
  private isAsked = false

  constructor(flow: Flow) {
    this.tally = new LoginTally(flow, 'mail')
  }

  said(from: Side, text: string): void {
    const lines = (this.lines[from] + text).split(/\r?\n/)
    this.lines[from] = lines.pop()!.slice(-longest)
    for (const line of lines) from === 0 ? this.asked(line) : this.answered(line)
  }

  private asked(line: string): void {
    const name = names.exec(line)?.[1]
    if (name !== undefined) this.tally.user(name)
    this.isAsked ||= asks.test(line)
  }

  private answered(line: string): void {
    if (!this.isAsked) return
    if (refuses.test(line)) this.tally.refused()
    else if (accepts.test(line)) this.tally.accepted()
    else return
    this.isAsked = false
  }
}
