// VNC (RFB, RFC 6143): how logins by password went.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { LoginTally } from '../login-tally.ts'

export const vnc: Dissector = {
  id: 'vnc',
  summary: { zh: 'VNC 登录', en: 'logins of VNC' },
  techniques: ['T1110', 'T1021.005'],
  references: ['https://www.rfc-editor.org/rfc/rfc6143'],
  over: 'tcp',
  starts: 'R',
  probe(bytes, start, end) {
    if (end - start < version) return 'more'
    const text = String.fromCharCode(...bytes.subarray(start, start + version))
    return /^RFB \d{3}\.\d{3}\n$/.test(text) ? 'yes' : 'no'
  },
  open: flow => new Vnc(flow),
}

/** "RFB 003.008\n", from both sides. */
const version = 12
/** The answer to a challenge: DES of 16 bytes. From 3.7 on one byte before it chooses how to log in: 2 is this way. */
const response = 16
const byPassword = 2

class Vnc implements Conversation {
  private readonly tally: LoginTally
  private said: number[] = []
  /** The server's word on the password, as far as it has come. */
  private result: number[] = []

  constructor(flow: Flow) {
    this.tally = new LoginTally(flow, 'vnc')
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (from === 0) {
      for (let at = start; at < end && this.said.length <= version + 1 + response; at++) this.said.push(bytes[at]!)
      return true
    }
    const { said } = this
    // "003.003" has no choice.
    const isOld = said[10] === 0x33
    if (said.length > version && !isOld && said[version] !== byPassword) return false
    if (said.length < version + response + (isOld ? 0 : 1)) return true
    for (let at = start; at < end && this.result.length < 4; at++) this.result.push(bytes[at]!)
    if (this.result.length < 4) return true
    this.result.some(byte => byte !== 0) ? this.tally.refused() : this.tally.accepted()
    return false
  }
}
