// SMB 1 to 3 over TCP: how session setups went, the user's name where NTLM says it, and the files that are read and written in clear.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { u32le } from '../../parse/little-endian.ts'
import { latin } from '../head.ts'
import { LoginTally } from '../login-tally.ts'
import { command, SmbFiles } from '../smb/files.ts'
import { SmbSide } from '../smb/side.ts'

export const smb: Dissector = {
  id: 'smb',
  summary: { zh: 'SMB 会话登录与传输的文件', en: 'logins of SMB sessions and the files they transfer' },
  techniques: ['T1110', 'T1021.002', 'T1570'],
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

const version = { one: 0xff, two: 0xfe, sealed: 0xfd, packed: 0xfc } as const
const setup = { one: 0x73, two: command.sessionSetup } as const
/** STATUS_LOGON_FAILURE, WRONG_PASSWORD, NO_SUCH_USER, ACCOUNT_RESTRICTION, ACCOUNT_DISABLED, ACCOUNT_LOCKED_OUT, LOGON_TYPE_NOT_GRANTED. */
const refused = new Set([0xc000006d, 0xc000006a, 0xc0000064, 0xc000006e, 0xc0000072, 0xc0000234, 0xc000015b])

class Smb implements Conversation {
  private readonly flow: Flow
  private readonly sides: readonly [SmbSide, SmbSide]
  private readonly tally: LoginTally
  private readonly files: SmbFiles
  private isNamed = false
  private isIn = false
  private isBroken = false

  constructor(flow: Flow) {
    this.flow = flow
    this.tally = new LoginTally(flow, 'smb')
    this.files = new SmbFiles(flow)
    const side = (from: Side): SmbSide =>
      new SmbSide({
        message: (bytes, length) => this.message(from, bytes, length),
        rest: (bytes, start, end) => this.files.rest(from, bytes, start, end),
      })
    this.sides = [side(0), side(1)]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return !this.isBroken && this.sides[from].push(bytes, start, end)
  }

  lost(from: Side, count: number): void {
    this.files.lost(from)
    if (!this.sides[from].lost(count)) this.isBroken = true
  }

  end(): void {
    this.files.end()
  }

  private message(from: Side, bytes: Uint8Array, length: number): boolean {
    if (bytes[0] === version.sealed || bytes[0] === version.packed) {
      if (bytes[0] === version.sealed) this.flow.gap('unsupported', 'encrypted')
      else this.flow.gap('unsupported', 'compressed')
      return false
    }
    if (bytes.length < 32) return true
    if (!this.isIn) this.setup(bytes)
    if (bytes[0] !== version.one) this.files.message(from, bytes, length)
    else if (isTransfer(bytes)) {
      this.flow.gap('unsupported', 'file transfers of SMB 1')
      return false
    }
    return true
  }

  /** Session setups and how they went. */
  private setup(body: Uint8Array): void {
    const isOne = body[0] === version.one
    const isSetup = isOne ? body[4] === setup.one : body[12] === setup.two && body[13] === 0
    if (!isSetup) {
      // Who reads or writes is in, and the login was not captured.
      if (!isOne && (body[12] === command.read || body[12] === command.write)) this.isIn = true
      return
    }
    const isAnswer = isOne ? (body[9]! & 0x80) !== 0 : (body[16]! & 1) !== 0
    if (!isAnswer) {
      this.name(body)
      return
    }
    const status = u32le(body, isOne ? 5 : 8)
    if (refused.has(status)) this.tally.refused()
    if (status !== 0) return
    // Nobody's name: a null session is no login.
    if (this.isNamed) this.tally.accepted()
    this.isIn = true
  }

  /** NTLMSSP AUTHENTICATE: length and offset of the user's name at 36, in UTF-16. */
  private name(body: Uint8Array): void {
    for (let at = body.indexOf(0x4e); at >= 0 && at + 44 < body.length; at = body.indexOf(0x4e, at + 1)) {
      if (latin(body, at, at + 8) !== 'NTLMSSP\0' || body[at + 8] !== 3) continue
      const length = Math.min(128, body[at + 36]! | (body[at + 37]! << 8))
      const from = at + u32le(body, at + 40)
      this.isNamed = length > 0
      this.tally.user(latin(body, from, Math.min(body.length, from + length)).replaceAll('\0', ''))
      return
    }
  }
}

/** Reading and writing in SMB 1. */
function isTransfer(body: Uint8Array): boolean {
  return body[4] === 0x2e || body[4] === 0x2f
}
