// SSH: what is said in clear is the key exchange; after it the sizes of the server's answers tell whether a login was refused or accepted.
import { concat } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { kexLists, successSize } from '../../parse/protocols/ssh-kex.ts'
import { LoginTally } from '../login-tally.ts'

export const ssh: Dissector = {
  id: 'ssh',
  summary: { zh: 'SSH 登录的成败(据密钥交换与应答长度)', en: 'how SSH logins went, by the key exchange and the sizes of answers' },
  techniques: ['T1021.004', 'T1110'],
  references: ['https://www.rfc-editor.org/rfc/rfc4253', 'https://www.rfc-editor.org/rfc/rfc4252'],
  over: 'tcp',
  opensWithLines: true,
  starts: 'S',
  probe(bytes, start, end) {
    for (let i = 0; i < mark.length; i++) {
      if (start + i === end) return 'more'
      if (bytes[start + i] !== mark.charCodeAt(i)) return 'no'
    }
    return 'yes'
  },
  open: flow => new Ssh(flow),
}

const mark = 'SSH-'
const message = { kexInit: 20, newKeys: 21 } as const
const nothing = new Uint8Array(0)
const longestClear = 40_000
/** So much from the server is no row of refusals: somebody works there. */
const longSession = 16 << 10

class Ssh implements Conversation {
  private readonly kept: [Uint8Array, Uint8Array] = [nothing, nothing]
  private readonly isNamed: [boolean, boolean] = [false, false]
  private readonly isHidden: [boolean, boolean] = [false, false]
  /** What each side can, as it said it. */
  private readonly kexInits: [Uint8Array, Uint8Array] = [nothing, nothing]
  private readonly answers = new Map<number, number>()
  private readonly tally: LoginTally
  private known = -1
  private asked = 0
  private told = 0

  constructor(flow: Flow) {
    this.tally = new LoginTally(flow, 'ssh')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.isHidden[from]) return this.hidden(from, end - start)
    const whole = concat([this.kept[from], bytes.subarray(start, end)])
    const next = this.clear(from, whole)
    if (next < 0 || whole.length - next > longestClear) return false
    this.kept[from] = this.isHidden[from] ? nothing : whole.slice(next)
    return !this.isHidden[from] || whole.length === next || this.hidden(from, whole.length - next)
  }

  lost(from: Side): void {
    if (!this.isHidden[from]) this.kexInits[from] = nothing
  }

  end(): void {
    // A keyscan says nothing after the keys; one request is for the service, the next are for being let in.
    if (this.asked > 1) this.tell(Math.max(1, this.refusals))
  }

  /** Each request is refused with the same size; the first of them asks for the list of ways only. */
  private get refusals(): number {
    return Math.max(0, Math.max(0, ...this.answers.values()) - 1)
  }

  /** Reads banner and key exchange; where the next message begins, or -1. */
  private clear(from: Side, bytes: Uint8Array): number {
    let at = 0
    if (!this.isNamed[from]) {
      const line = bytes.indexOf(10)
      if (line < 0) return 0
      // A server may say other lines first.
      this.isNamed[from] = bytes[0] === mark.charCodeAt(0)
      if (!this.isNamed[from] && from === 0) return -1
      at = line + 1
      if (!this.isNamed[from]) return at
    }
    while (at + 6 <= bytes.length && !this.isHidden[from]) {
      const length = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
      if (length < 2 || length > longestClear) return -1
      if (at + 4 + length > bytes.length) break
      const kind = bytes[at + 5]
      if (kind === message.kexInit) this.kexInits[from] = bytes.slice(at + 5, at + 4 + length)
      if (kind === message.newKeys) this.isHidden[from] = true
      at += 4 + length
    }
    return at
  }

  /** An encrypted segment. */
  private hidden(from: Side, size: number): boolean {
    if (from === 0) {
      if (this.asked++ === 0) this.tally.user('')
      return true
    }
    this.told += size
    const isIn = this.asked > 1 && (size === this.success || this.told > longSession)
    if (!isIn) {
      if (this.answers.size < 64 || this.answers.has(size)) this.answers.set(size, (this.answers.get(size) ?? 0) + 1)
      return true
    }
    this.tell(this.refusals, true)
    return false
  }

  /** Read once a login is being tried: most conversations end before. */
  private get success(): number {
    const [client, server] = this.kexInits
    if (this.known < 0) this.known = successSize(kexLists(client) ?? [], kexLists(server) ?? [])
    return this.known
  }

  private tell(refused: number, isAccepted = false): void {
    const { tally } = this
    if (refused > 0) tally.refused(refused)
    if (isAccepted) tally.accepted()
  }
}
