// RDP: the name in the cookie of the connection request; sessions that end right after the handshake were refused, as far as sizes can tell.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'

export const rdp: Dissector = {
  id: 'rdp',
  summary: { zh: 'RDP 登录(据会话大小)', en: 'logins of RDP, by the size of sessions' },
  techniques: ['T1110', 'T1021.001'],
  references: ['https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-rdpbcgr/18a27ef9-6f9a-4501-b000-94b1fe3c2c10'],
  over: 'tcp',
  starts: '\x03',
  probe(bytes, start, end, from) {
    const length = end - start
    // TPKT of this length, then a connection request of X.224.
    const isTpkt = from === 0 && length >= 11 && bytes[start + 1] === 0 && ((bytes[start + 2]! << 8) | bytes[start + 3]!) === length
    return isTpkt && bytes[start + 4] === length - 5 && bytes[start + 5] === 0xe0 ? 'yes' : 'no'
  },
  open: flow => new Rdp(flow),
}

/** The server's certificate, its challenge and its refusal are in between; a picture of a desktop is above. */
const leastRefused = 900
const mostRefused = 16 << 10
const leastDesktop = 64 << 10

class Rdp implements Conversation {
  private readonly flow: Flow
  private readonly tally: LoginTally
  private isNamed = false
  private told = 0
  /** TLS, once the server has chosen it. */
  private inside: Carried | undefined

  constructor(flow: Flow) {
    this.flow = flow
    this.tally = new LoginTally(flow, 'rdp')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.inside?.data(from, bytes, start, end, at)
    if (!this.isNamed && from === 0) {
      this.isNamed = true
      this.tally.user(/mstshash=([^\r\n]{1,64})/.exec(latin(bytes, start, Math.min(end, start + 128)))?.[1] ?? '')
    }
    if (from === 1) {
      if (this.told === 0 && choosesTls(bytes, start, end)) this.inside = new Carried(this.flow, 'rdp')
      this.told += end - start
    }
    if (this.told < leastDesktop) return true
    this.tally.accepted()
    return false
  }

  lost(from: Side, count: number): void {
    this.inside?.lost(from, count)
    if (from === 1) this.told += count
  }

  end(): void {
    this.inside?.end()
    if (this.told >= leastRefused && this.told <= mostRefused) this.tally.refused()
  }
}

/** A connection confirm of X.224 with a negotiation response that names TLS or what lies on it (MS-RDPBCGR §2.2.1.2.1). */
function choosesTls(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 19 && bytes[start] === 3 && bytes[start + 5] === 0xd0 && bytes[start + 11] === 2 && bytes[start + 15] !== 0
}
