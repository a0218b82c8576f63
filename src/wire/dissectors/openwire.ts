// OpenWire of ActiveMQ: messages that name a class to be built, which is how CVE-2023-46604 runs a stranger's configuration.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { Frames } from '../frames.ts'
import { latin } from '../head.ts'
import { Orders } from '../orders.ts'

export const openwire: Dissector = {
  id: 'openwire',
  summary: { zh: 'ActiveMQ 的 OpenWire 消息', en: 'messages of ActiveMQ’s OpenWire' },
  techniques: ['T1190'],
  references: ['https://activemq.apache.org/components/classic/documentation/openwire-version-2-specification'],
  over: 'tcp',
  starts: '\x00',
  probe(bytes, start, end) {
    if (end - start < 13) return 'no'
    const length = (bytes[start + 1]! << 16) | (bytes[start + 2]! << 8) | bytes[start + 3]!
    const type = bytes[start + 4]
    // WireFormatInfo begins a conversation; exploits often leave it out and send an ExceptionResponse.
    if (type === kind.format) return latin(bytes, start + 5, start + 13) === 'ActiveMQ' ? 'yes' : 'no'
    if (type !== kind.exception || length + 4 < end - start || length > 65_536) return 'no'
    return spring.test(latin(bytes, start, Math.min(end, start + 2048))) ? 'yes' : 'no'
  },
  open: flow => new Openwire(flow),
}

const kind = { format: 1, exception: 31 } as const
const spring = /ApplicationContext|Throwable|Exception/
/** Messages that are looked at: who exploits does not first work for an hour. */
const most = 64

class Openwire implements Conversation {
  private readonly frames: readonly [Frames, Frames]
  private readonly orders: Orders
  private count = 0

  constructor(flow: Flow) {
    this.orders = new Orders(flow, 'openwire')
    const frames = () => new Frames(4, head => ((head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!) >>> 0)
    this.frames = [frames(), frames()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.frames[from].push(bytes, start, end, (_, body) => {
      if (this.orders.suspects(body)) {
        const text = latin(body, 1, body.length)
        const lower = text.toLowerCase()
        this.orders.said(name => (name === 'class' ? `${body[0]}` : name === 'body' ? lower : ''), this.count, '', text)
      }
      return ++this.count < most
    })
  }

  lost(from: Side, count: number): void {
    if (!this.frames[from].lost(count)) this.count = most
  }
}
