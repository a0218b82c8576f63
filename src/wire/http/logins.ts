// How logins by the Authorization header went (Basic, and the last step of NTLM), by the status of the answer.
import type { Flow } from '../../core/dissector.ts'
import { LoginTally } from '../login-tally.ts'

/** The third message of NTLM, in base64; the first is refused always. */
const ntlmLast = /^(?:NTLM|Negotiate) TlRMTVNTUAAD/
const basic = /^Basic ([A-Za-z0-9+/]{2,200})/i
const refusal = 401

export class HttpLogins {
  private readonly flow: Flow
  private tally: LoginTally | undefined
  private isIn = false

  constructor(flow: Flow) {
    this.flow = flow
  }

  answered(authorization: string, status: number): void {
    const word = basic.exec(authorization)?.[1]
    if (word === undefined && !ntlmLast.test(authorization)) return
    if (status !== refusal && (status >= 400 || this.isIn)) return
    this.tally ??= new LoginTally(this.flow, 'http')
    if (word !== undefined) this.tally.user(Buffer.from(word, 'base64').toString('latin1').split(':', 1)[0]!)
    this.isIn = status !== refusal
    this.isIn ? this.tally.accepted() : this.tally.refused()
  }
}
