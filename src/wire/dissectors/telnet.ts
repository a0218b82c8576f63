// Telnet (RFC 854): how logins went, by what the server says after a password, and what is typed once in.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { ByteWindow } from '../byte-window.ts'
import { LoginTally } from '../login-tally.ts'

export const telnet: Dissector = {
  id: 'telnet',
  summary: { zh: 'Telnet 登录与其后的命令', en: 'logins of Telnet, and what is typed after them' },
  techniques: ['T1110', 'T1021'],
  references: ['https://www.rfc-editor.org/rfc/rfc854'],
  over: 'tcp',
  starts: '\xff',
  probe(bytes, start, end) {
    if (end - start < 3) return 'more'
    const verb = bytes[start + 1]!
    return verb >= will && verb < command && bytes[start + 2]! < 60 ? 'yes' : 'no'
  },
  open: flow => new Telnet(flow),
}

const [will, command, sub, subEnd] = [251, 255, 250, 240] as const
const longest = 200
const mostBytes = 64 << 10
const asksName = /(?:login|user ?name|user|account)\s*:\s*$/i
const asksWord = /pass ?(?:word|code)?\s*:\s*$/i
const refuses =
  /login (?:incorrect|failed|invalid)|incorrect login|authentication fail|invalid (?:login|password|user)|bad password|access denied|wrong password/i
/** A shell, or what is said before it. */
const prompt = /(?:last login|welcome|busybox v\d)|[$#>%]\s*$/i

class Telnet implements Conversation {
  private readonly tally: LoginTally
  private readonly texts: [string, string] = ['', '']
  private readonly states: [number, number] = [0, 0]
  private isName = false
  private isWaiting = false
  private total = 0
  private readonly window: ByteWindow
  private isIn = false

  constructor(flow: Flow) {
    this.window = new ByteWindow(flow, 'telnet')
    this.tally = new LoginTally(flow, 'telnet')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.isIn) return from === 1 || this.window.data(from, bytes, start, end)
    this.total += end - start
    for (let at = start; at < end; at++) this.byte(from, bytes[at]!)
    this.texts[from] = this.texts[from].slice(-longest)
    return (from === 0 ? this.typed() : this.said()) && this.total < mostBytes
  }

  /** Negotiation is taken out: 0 text, 1 after IAC, 2 before an option, 3 inside of a subnegotiation, 4 after IAC in it. */
  private byte(from: Side, byte: number): void {
    const state = this.states[from]
    if (state === 0 && byte !== command) this.texts[from] += byte === 0 ? '' : String.fromCharCode(byte)
    this.states[from] = next(state, byte)
  }

  private typed(): boolean {
    const line = /^([^\r\n]*)[\r\n]/.exec(this.texts[0])
    if (line === null) return true
    if (this.isName) this.tally.user(line[1]!.replace(/[\b\x7f]/g, ''))
    this.isName = false
    this.texts[0] = ''
    return true
  }

  private said(): boolean {
    const text = this.texts[1]
    if (this.isWaiting && refuses.test(text)) {
      this.tally.refused()
      this.isWaiting = false
    }
    if (asksWord.test(text)) {
      this.isWaiting = true
      this.texts[1] = ''
    } else if (asksName.test(text)) {
      // Asked again without a word: that was a refusal, too.
      if (this.isWaiting) this.tally.refused()
      this.isWaiting = false
      this.isName = true
      this.texts[1] = ''
    } else if (this.isWaiting && prompt.test(text)) {
      this.tally.accepted()
      this.isIn = true
    }
    return true
  }
}

function next(state: number, byte: number): number {
  if (state === 0) return byte === command ? 1 : 0
  if (state === 1) return byte === sub ? 3 : byte >= will && byte < command ? 2 : 0
  if (state === 2) return 0
  if (state === 3) return byte === command ? 4 : 3
  return byte === subEnd ? 0 : 3
}
