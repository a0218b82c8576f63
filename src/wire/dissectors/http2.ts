// HTTP/2 in clear (prior knowledge, or after an upgrade): the same requests, answers and attacks as in HTTP/1; also what carries gRPC.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { frameType, preface } from '../http2/side.ts'
import { Http2Talk } from '../http2/talk.ts'

export const http2: Dissector = {
  id: 'http2',
  summary: {
    zh: '明文 HTTP/2(h2c、gRPC)请求与响应,及其中的漏洞利用',
    en: 'requests and answers of HTTP/2 in clear (h2c, gRPC), and exploits in them',
  },
  techniques: ['T1190', 'T1071.001', 'T1105'],
  references: ['https://www.rfc-editor.org/rfc/rfc9113', 'https://www.rfc-editor.org/rfc/rfc7541'],
  over: 'tcp',
  starts: 'P\x00',
  probe(bytes, start, end) {
    const length = end - start
    if (bytes[start] === 0) return isSettings(bytes, start, end) ? 'yes' : 'no'
    for (let i = 0; i < preface.length; i++) {
      if (i === length) return 'more'
      if (bytes[start + i] !== preface.charCodeAt(i)) return 'no'
    }
    return 'yes'
  },
  open: flow => new Http2(flow),
}

/** The server's greeting: settings of six bytes each, on no stream. */
function isSettings(bytes: Uint8Array, start: number, end: number): boolean {
  const size = (bytes[start + 1]! << 8) | bytes[start + 2]!
  if (end - start < 9 || size > 96 || size % 6 !== 0 || bytes[start + 3] !== frameType.settings) return false
  for (let at = start + 4; at < start + 9; at++) if (bytes[at] !== 0) return false
  // The number of the first setting is small.
  return size === 0 ? end - start > 9 : end - start >= 15 && bytes[start + 9] === 0 && bytes[start + 10]! <= 16 && bytes[start + 10]! > 0
}

class Http2 implements Conversation {
  private readonly flow: Flow
  private talk: Http2Talk | undefined
  /** The sides were found to be the other way round than we are told. */
  private isTurned = false

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.talk === undefined) {
      if ((bytes[start] === 0) === (from === 0)) {
        this.flow.turn()
        this.isTurned = true
      }
      this.talk = new Http2Talk(this.flow)
    }
    return this.talk.data((this.isTurned ? 1 - from : from) as Side, bytes, start, end, at)
  }

  lost(from: Side, count: number): void {
    this.talk?.lost((this.isTurned ? 1 - from : from) as Side, count)
  }

  end(): void {
    this.talk?.end()
  }
}
