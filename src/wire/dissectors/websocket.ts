// WebSocket (RFC 6455): an HTTP request that asks for it, the answer that grants it, then frames.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Head, hasLine, headEnd, header } from '../head.ts'
import { WebSocketFrames } from '../websocket-frames.ts'

export const websocket: Dissector = {
  id: 'websocket',
  summary: { zh: 'WebSocket 内的会话', en: 'conversations inside WebSocket' },
  techniques: ['T1071.001'],
  references: ['https://www.rfc-editor.org/rfc/rfc6455', 'https://www.rfc-editor.org/rfc/rfc7692'],
  over: 'tcp',
  starts: 'G',
  probe(bytes, start, end) {
    if (end - start >= 4 && (bytes[start + 1] !== 0x45 || bytes[start + 2] !== 0x54 || bytes[start + 3] !== 0x20)) return 'no'
    const over = headEnd(bytes, start, end)
    if (over < 0) return 'more'
    return hasLine(bytes, start, over, 'u', upgrade) ? 'yes' : 'no'
  },
  open: flow => new WebSocket(flow),
}

const upgrade = /^upgrade[ \t]*:[^\n]*websocket/i

class WebSocket implements Conversation {
  private readonly flow: Flow
  private readonly heads: readonly [Head, Head] = [new Head(), new Head()]
  private readonly isThrough: [boolean, boolean] = [false, false]
  private frames: WebSocketFrames | undefined

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.isThrough[from]) return this.frames?.data(from, bytes, start, end, at) ?? false
    const head = this.heads[from].push(bytes, start, end)
    if (head === undefined) return true
    if (head === 'long' || (from === 1 && !/^HTTP\/1\.\d 101/.test(head.text))) return false
    this.isThrough[from] = true
    if (from === 0) this.frames ??= new WebSocketFrames(this.flow, header(head.text, 'host').slice(0, 255))
    return this.frames?.data(from, bytes, head.next, end, at) ?? true
  }

  lost(from: Side, count: number): void {
    if (this.isThrough[from]) this.frames?.lost(from, count)
  }

  end(): void {
    this.frames?.end()
  }
}
