// QUIC, the transport of HTTP/3: the greeting of its client is opened and read as that of TLS; all the rest is sealed.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { isOtherVersion, quicVersionAt, readableVersion } from '../../parse/protocols/quic-packet.ts'
import { QuicGreeting } from '../quic/greeting.ts'
import { tellName } from '../tls/told-name.ts'

export const quic: Dissector = {
  id: 'quic',
  summary: { zh: 'QUIC(HTTP/3)问候中的名称与指纹', en: 'names and fingerprints in the greetings of QUIC (HTTP/3)' },
  techniques: ['T1573', 'T1071'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc9000',
    'https://www.rfc-editor.org/rfc/rfc9001',
    'https://www.rfc-editor.org/rfc/rfc9369',
  ],
  over: 'udp',
  starts: String.fromCharCode(...Array.from({ length: 0x40 }, (_, i) => 0xc0 + i)),
  probe(bytes, start, end, from) {
    const version = quicVersionAt(bytes, start, end)
    if (version < 0) return 'no'
    if (readableVersion(version) !== undefined) return 'yes'
    // A datagram with a client's first packet has 1200 bytes (RFC 9000 §14.1), Google's had a little more.
    return from === 0 && end - start >= leastFirst && isOtherVersion(version) ? 'yes' : 'no'
  },
  open: flow => new Quic(flow),
}

const leastFirst = 1200

class Quic implements Conversation {
  private readonly flow: Flow
  private readonly greeting = new QuicGreeting()
  private others = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    // Retry and version negotiation of the server show in what the client sends next.
    const version = quicVersionAt(bytes, start, end)
    if (from === 1 || version === 0) return ++this.others < mostOthers
    if (version > 0 && readableVersion(version) === undefined) {
      this.flow.gap('unsupported', 'a version of QUIC that cannot be opened')
      return ++this.others < mostOthers
    }
    const body = this.greeting.take(bytes, start, end)
    if (body !== undefined) {
      tellName(this.flow, body)
      return false
    }
    if (version >= 0 && !this.greeting.isSpent) return true
    this.missed()
    return false
  }

  end(): void {
    this.missed()
  }

  private missed(): void {
    if (this.greeting.closed > 0) this.flow.gap('unsupported', 'greetings of QUIC that could not be opened')
  }
}

/** Packets that are waited through for one that can be read. */
const mostOthers = 16
