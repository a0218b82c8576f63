// SMB 1 to 3 over TCP: how session setups went, and the user's name where NTLM says it.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'

export const smb: Dissector = {
  id: 'smb',
  summary: { zh: 'SMB 会话登录', en: 'logins of SMB sessions' },
  techniques: ['T1110', 'T1021.002'],
  references: ['https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-smb2/5606ad47-5ee0-437a-817e-70c366052962'],
  over: 'tcp',
  starts: '\x00',
  probe(bytes, start, end) {
    if (end - start < 36) return 'no'
    const mark = bytes[start + 4]
    const isSmb = bytes[start + 5] === 0x53 && bytes[start + 6] === 0x4d && bytes[start + 7] === 0x42
    return isSmb && (mark === version.one || mark === version.two) ? 'yes' : 'no'
  },
  open: flow => new Smb(flow),
}

const version = { one: 0xff, two: 0xfe } as const
const setup = { one: 0x73, two: 1 } as const
/** STATUS_LOGON_FAILURE, WRONG_PASSWORD, NO_SUCH_USER, ACCOUNT_RESTRICTION, ACCOUNT_DISABLED, ACCOUNT_LOCKED_OUT, LOGON_TYPE_NOT_GRANTED. */
const refused = new Set([0xc000006d, 0xc000006a, 0xc0000064, 0xc000006e, 0xc0000072, 0xc0000234, 0xc000015b])

class Smb implements Conversation {
  private readonly frames: readonly [Frames, Frames]
  private readonly tally: LoginTally
  private isNamed = false
  private isBroken = false

  constructor(flow: Flow) {
    this.tally = new LoginTally(flow, 'smb')
    const frames = () => new Frames(4, head => (head[0] === 0 ? (head[1]! << 16) | (head[2]! << 8) | head[3]! : -1))
    this.frames = [frames(), frames()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return !this.isBroken && this.frames[from].push(bytes, start, end, (_, body) => this.message(body))
  }

  lost(from: Side, count: number): void {
    if (!this.frames[from].lost(count)) this.isBroken = true
  }

  private message(body: Uint8Array): boolean {
    if (body.length < 32) return true
    const isOne = body[0] === version.one
    const isSetup = isOne ? body[4] === setup.one : body[12] === setup.two && body[13] === 0
    if (!isSetup) return this.isNamed || !isLate(body, isOne)
    const isAnswer = isOne ? (body[9]! & 0x80) !== 0 : (body[16]! & 1) !== 0
    if (!isAnswer) {
      this.name(body)
      return true
    }
    const status = number32(body, isOne ? 5 : 8)
    if (refused.has(status)) this.tally.refused()
    if (status !== 0) return true
    // Nobody's name: a null session is no login.
    if (this.isNamed) this.tally.accepted()
    return false
  }

  /** NTLMSSP AUTHENTICATE: length and offset of the user's name at 36, in UTF-16. */
  private name(body: Uint8Array): void {
    for (let at = body.indexOf(0x4e); at >= 0 && at + 44 < body.length; at = body.indexOf(0x4e, at + 1)) {
      if (latin(body, at, at + 8) !== 'NTLMSSP\0' || body[at + 8] !== 3) continue
      const length = Math.min(128, body[at + 36]! | (body[at + 37]! << 8))
      const from = at + number32(body, at + 40)
      this.isNamed = length > 0
      this.tally.user(latin(body, from, Math.min(body.length, from + length)).replaceAll('\0', ''))
      return
    }
  }
}

/** Reading and writing: whoever does that is in, and the login was not captured. */
function isLate(body: Uint8Array, isOne: boolean): boolean {
  return isOne ? body[4] === 0x2e || body[4] === 0x2f : body[12] === 8 || body[12] === 9
}

function number32(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
}
