// A program or script that is sent over a connection as it is: the data connection of FTP, nc, /dev/tcp, a dropper's own port.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carver } from '../carver.ts'

export const bareFile: Dissector = {
  id: 'bare-file',
  summary: { zh: '连接上直接传送的程序或脚本(FTP 数据、nc 等)', en: 'programs and scripts sent as they are (FTP data, nc, …)' },
  techniques: ['T1105'],
  references: [
    'https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html',
    'https://learn.microsoft.com/en-us/windows/win32/debug/pe-format',
  ],
  over: 'tcp',
  starts: '\x7fM#',
  probe(bytes, start, end) {
    if (end - start < 20) return bytes[start] === 0x7f || bytes[start] === 0x23 ? 'more' : 'no'
    return isProgram(bytes, start, end) ? 'yes' : 'no'
  },
  open: flow => new BareFile(flow),
}

/** ELF of a known class, byte order and version; MZ whose PE header is where it says; "#!/". */
export function isProgram(bytes: Uint8Array, start: number, end: number): boolean {
  const [a, b, c, d] = [bytes[start], bytes[start + 1], bytes[start + 2], bytes[start + 3]]
  if (a === 0x23) return b === 0x21 && (c === 0x2f || (c === 0x20 && d === 0x2f))
  if (a === 0x7f) {
    const [wide, order, version] = [bytes[start + 4], bytes[start + 5], bytes[start + 6]]
    return b === 0x45 && c === 0x4c && d === 0x46 && (wide === 1 || wide === 2) && (order === 1 || order === 2) && version === 1
  }
  if (a !== 0x4d || b !== 0x5a || end - start < 0x40) return false
  const at = start + (bytes[start + 0x3c]! | (bytes[start + 0x3d]! << 8))
  return at + 4 <= end && bytes[at] === 0x50 && bytes[at + 1] === 0x45 && bytes[at + 2] === 0 && bytes[at + 3] === 0
}

class BareFile implements Conversation {
  private readonly flow: Flow
  private carver: Carver | undefined
  private sender: Side | undefined
  private isWhole = true

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.carver === undefined) {
      const { address, port } = from === 0 ? this.flow.client : this.flow.server
      this.sender = from
      this.carver = new Carver(this.flow, { url: `tcp://${address}:${port}`, agent: '', from })
    }
    return from !== this.sender || this.carver.data(bytes, start, end)
  }

  lost(from: Side): void {
    if (from === this.sender) this.isWhole = false
  }

  end(): void {
    this.carver?.end(this.isWhole)
  }
}
