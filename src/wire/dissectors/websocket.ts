// WebSocket whose upgrade was not captured: told by a first frame of text that holds JSON.
import type { Dissector } from '../../core/dissector.ts'
import { WebSocketFrames } from '../websocket-frames.ts'

export const websocket: Dissector = {
  id: 'websocket',
  summary: { zh: '中途抓到的 WebSocket 会话', en: 'WebSocket seen from the middle' },
  techniques: ['T1071.001'],
  references: ['https://www.rfc-editor.org/rfc/rfc6455#section-5'],
  over: 'tcp',
  starts: '\x81',
  probe(bytes, start, end, _, flow) {
    if (!flow.midstream) return 'no'
    if (end - start < 2) return 'more'
    const length = bytes[start + 1]! & 127
    const isMasked = (bytes[start + 1]! & 128) !== 0
    // A frame says its length in the shortest way there is, and no JSON frame is of 4 GiB.
    if (length === 127 || length < 2) return 'no'
    const mask = start + 2 + (length === 126 ? 2 : 0)
    const payload = mask + (isMasked ? 4 : 0)
    if (payload + 2 > end) return 'more'
    if (length === 126 && bytes[start + 2] === 0 && bytes[start + 3]! < 126) return 'no'
    const plain = (i: number): number => bytes[payload + i]! ^ (isMasked ? bytes[mask + i]! : 0)
    const first = plain(0)
    const second = plain(1)
    return (first === 0x7b && second === 0x22) || (first === 0x5b && (second === 0x7b || second === 0x22)) ? 'yes' : 'no'
  },
  open: flow => new WebSocketFrames(flow, ''),
}
