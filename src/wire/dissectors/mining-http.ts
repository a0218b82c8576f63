// Mining with a node or pool by JSON-RPC over HTTP: getwork, getblocktemplate, eth_getWork and the rest; other requests are left to others.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Carried } from '../carried.ts'
import { hasLine, headEnd, header, latin } from '../head.ts'
import { HttpBodies } from '../http-bodies.ts'

export const miningHttp: Dissector = {
  id: 'mining-http',
  summary: { zh: 'HTTP 上的挖矿接口(getwork、getblocktemplate 等)', en: 'mining by JSON-RPC over HTTP (getwork, getblocktemplate, …)' },
  techniques: ['T1496.001', 'T1071.001'],
  references: ['https://github.com/bitcoin/bips/blob/master/bip-0022.mediawiki', 'https://en.bitcoin.it/wiki/Getwork'],
  over: 'tcp',
  starts: 'PH',
  probe(bytes, start, end) {
    if (end - start < 5) return 'more'
    const isRequest = begins(bytes, start, 'POST ')
    if (!isRequest && !begins(bytes, start, 'HTTP/')) return 'no'
    const over = headEnd(bytes, start, end)
    if (over < 0) return 'more'
    if (!isRequest) return hasLine(bytes, start, over, 'x', serverMarks) ? 'yes' : 'no'
    let body = over
    while (body < end && bytes[body]! <= 32) body++
    if (body < end && bytes[body] !== 0x7b && bytes[body] !== 0x5b) return 'no'
    if (hasLine(bytes, start, over, 'x', clientMarks)) return 'yes'
    // The body comes in a segment of its own; waits only for JSON.
    if (body === end) return hasLine(bytes, start, over, 'c', json) ? 'more' : 'no'
    if (calls.test(unescaped(latin(bytes, body, Math.min(end, body + 2048))))) return 'yes'
    return end - over < Number(header(latin(bytes, start, over), 'content-length')) ? 'more' : 'no'
  },
  open: flow => new MiningHttp(flow),
}

const clientMarks = /^x-mining-[a-z]+[ \t]*:/i
const json = /^content-type[ \t]*:[^\n]*json/i
const serverMarks = /^x-(?:stratum|long-polling|mining-[a-z]+|roll-ntime)[ \t]*:/i
const calls =
  /"method"\s*:\s*"(?:getwork|get_?block_?template|submit_?block|eth_(?:getWork|submitWork|submitHashrate|submitLogin)|mining\.[a-z_.]{3,30}|login|getjob|submit|keepalived)"/

function begins(bytes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false
  return true
}

/** Letters may be written as \u0067 in JSON. */
function unescaped(text: string): string {
  return text.includes('\\u')
    ? text.replace(/\\u00([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}

class MiningHttp implements Conversation {
  private readonly flow: Flow
  private readonly sides: readonly [HttpBodies, HttpBodies] = [new HttpBodies(), new HttpBodies()]
  private inside: Carried | undefined

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    this.inside ??= new Carried(this.flow, `http ${this.host(bytes, start, end)}`.trimEnd())
    const { inside } = this
    return this.sides[from].push(bytes, start, end, (a, b) => inside.data(from, bytes, a, b, at))
  }

  lost(from: Side, count: number): void {
    this.sides[from].lost(count)
    this.inside?.lost(from, count)
  }

  end(): void {
    this.inside?.end()
  }

  private host(bytes: Uint8Array, start: number, end: number): string {
    return header(latin(bytes, start, Math.min(end, start + 4096)), 'host').slice(0, 255)
  }
}
