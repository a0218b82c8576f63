// FTP (RFC 959) and POP3 (RFC 1939), which begin a login with the same word: how logins went.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { latin } from '../head.ts'
import { Lines } from '../lines.ts'
import { LoginTally } from '../login-tally.ts'

export const ftp: Dissector = {
  id: 'ftp',
  summary: { zh: 'FTP 与 POP3 登录', en: 'logins of FTP and POP3' },
  techniques: ['T1110', 'T1071.002'],
  references: ['https://www.rfc-editor.org/rfc/rfc959', 'https://www.rfc-editor.org/rfc/rfc1939'],
  over: 'tcp',
  opensWithLines: true,
  starts: 'Uu',
  probe(bytes, start, end, from) {
    if (from !== 0) return 'no'
    for (let i = 0; i < word.length; i++) {
      if (start + i === end) return 'more'
      if ((bytes[start + i]! | 32) !== word.charCodeAt(i)) return 'no'
    }
    return 'yes'
  },
  open: flow => new Ftp(flow),
}

/** Lower case; a blank is the same in both. */
const word = 'user '
const longestLine = 4096
const mostLines = 2000

class Ftp implements Conversation {
  private readonly flow: Flow
  private readonly lines: readonly [Lines, Lines] = [new Lines(longestLine), new Lines(longestLine)]
  private tally: LoginTally | undefined
  private name = ''
  private isWaiting = false
  private count = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.lines[from].push(bytes, start, end, (text, a, b) => {
      if (++this.count > mostLines) return false
      const line = latin(text, a, Math.min(b, a + 256)).trimEnd()
      return from === 0 ? this.asks(line) : this.answers(line)
    })
  }

  lost(from: Side): void {
    this.lines[from].lost()
  }

  private asks(line: string): boolean {
    const [, verb = '', rest = ''] = /^(\w{3,4})(?: (.*))?$/.exec(line) ?? []
    if (/^user$/i.test(verb)) this.name = rest
    if (/^pass$/i.test(verb)) this.isWaiting = true
    // From here on it is encrypted.
    return !/^(?:auth|stls)$/i.test(verb)
  }

  private answers(line: string): boolean {
    const code = /^(?:(\d{3})(?:[ -]|$)|(\+OK|-ERR)\b)/.exec(line)
    if (code === null) return /^ |^$/.test(line)
    if (!this.isWaiting || line[3] === '-') return true
    const service = code[2] === undefined ? 'ftp' : 'pop3'
    this.tally ??= new LoginTally(this.flow, service)
    this.tally.user(this.name)
    const isIn = code[1] === '230' || code[2] === '+OK'
    const isOut = code[1] === '530' || code[1] === '430' || code[2] === '-ERR'
    if (isIn || isOut) this.isWaiting = false
    if (isIn) this.tally.accepted()
    if (isOut) this.tally.refused()
    return !isIn
  }
}
