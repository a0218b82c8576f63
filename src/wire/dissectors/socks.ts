// SOCKS 4, 4a and 5 (RFC 1928, 1929): what a client asks the proxy for is named in clear, and what follows is a conversation of its own.
import { concat } from '../../core/bytes.ts'
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { type Step, stepOf4, stepOf5, type Version } from '../socks-steps.ts'
import { tellTor } from '../tell-tor.ts'

export const socks: Dissector = {
  id: 'socks',
  summary: { zh: 'SOCKS 4/4a/5 代理内的会话', en: 'conversations inside SOCKS 4, 4a and 5' },
  techniques: ['T1090'],
  references: ['https://www.rfc-editor.org/rfc/rfc1928', 'https://www.openssh.com/txt/socks4a.protocol'],
  over: 'tcp',
  starts: '\x04\x05',
  probe(bytes, start, end, from) {
    if (from !== 0) return 'no'
    const length = end - start
    if (bytes[start] === 5) {
      const methods = bytes[start + 1] ?? 0
      if (length < 2) return 'more'
      if (methods === 0 || methods > 8 || length > 2 + methods) return 'no'
      for (let at = start + 2; at < end; at++) if (bytes[at]! > 9 && bytes[at]! < 0x80) return 'no'
      return length === 2 + methods ? 'yes' : 'more'
    }
    if (length < 9) return length > 1 && bytes[start + 1] !== 1 ? 'no' : 'more'
    // Connect, a port, an address, a user name that ends with NUL.
    if (bytes[start + 1] !== 1 || (bytes[start + 2] === 0 && bytes[start + 3] === 0)) return 'no'
    const user = bytes.indexOf(0, start + 8)
    return user >= 0 && user < end && user - start < 80 ? 'yes' : 'no'
  },
  open: flow => new Socks(flow),
}

const longestTalk = 1024

class Socks implements Conversation {
  private readonly flow: Flow
  private readonly kept: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)]
  private readonly isThrough: [boolean, boolean] = [false, false]
  private version: Version | undefined
  private greeted: [boolean, boolean] = [false, false]
  private inside: Carried | undefined

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.isThrough[from]) return this.inside?.data(from, bytes, start, end, at) ?? true
    const whole = concat([this.kept[from], bytes.subarray(start, end)])
    this.version ??= from === 0 ? (whole[0] as Version) : undefined
    let next = 0
    while (!this.isThrough[from]) {
      const step = this.step(from, whole, next)
      if (step === 'bad' || whole.length - next > longestTalk) return false
      if (step === 'more') {
        this.kept[from] = whole.slice(next)
        return true
      }
      next = step.next
      this.greeted[from] = true
      this.isThrough[from] = step.isLast
      if (step.asks !== undefined) tellTor(this.flow, step.asks)
      if (step.asks !== undefined) this.inside = new Carried(this.flow, `socks${this.version} ${step.asks}`)
    }
    this.kept[from] = new Uint8Array(0)
    return this.inside?.data(from, whole, next, whole.length, at) ?? true
  }

  lost(from: Side, count: number): void {
    if (this.isThrough[from]) this.inside?.lost(from, count)
    else this.version = 0
  }

  end(): void {
    this.inside?.end()
  }

  private step(from: Side, bytes: Uint8Array, at: number): Step {
    if (this.version === 5) return stepOf5(from, bytes, at, this.greeted[from])
    return this.version === 4 ? stepOf4(from, bytes, at) : 'bad'
  }
}
