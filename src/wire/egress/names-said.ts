// Listens for names only: questions of the DNS with their answers, the server's name in TLS, the host of HTTP. Everything else is let go at once.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { type AddressRecord, addressRecords, DnsQuestion } from '../../parse/protocols/dns-message.ts'
import { quicVersionAt } from '../../parse/protocols/quic-packet.ts'
import { clientHello, handshake, handshakeBody } from '../../parse/protocols/tls-hello.ts'
import { dnsTcp, MessageSide } from '../dissectors/dns-tcp.ts'
import { quic } from '../dissectors/quic.ts'
import { Head, header, latin } from '../head.ts'
import { QuicGreeting } from '../quic/greeting.ts'
import { isRecord, RecordSide } from '../tls/records.ts'

export interface NameListener {
  /** An answer of the DNS to the client of the flow: the name as it was asked for. */
  answered(flow: Flow, name: string, records: readonly AddressRecord[]): void
  /** The client called the server so. */
  called(flow: Flow, name: string): void
}

const about = { summary: { zh: '外联所用的名称', en: 'names of peers' }, techniques: [], references: [] }

export function nameDissectors(listener: NameListener): readonly Dissector[] {
  return [
    ...answerDissectors(listener),
    {
      ...about,
      id: 'names-tls',
      over: 'tcp',
      starts: '\x16',
      probe(bytes, start, end, from) {
        if (end - start < 6) return 'more'
        return from === 0 && isRecord(bytes, start) && bytes[start + 5] === handshake.clientHello ? 'yes' : 'no'
      },
      open: flow => tlsName(flow, listener),
    },
    { ...about, id: 'names-quic', over: 'udp', starts: quic.starts!, probe: quic.probe, open: flow => quicName(flow, listener) },
    {
      ...about,
      id: 'names-http',
      over: 'tcp',
      starts: 'GPHDO',
      probe(bytes, start, end, from) {
        if (end - start < 8) return 'more'
        return from === 0 && /^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH) /.test(latin(bytes, start, start + 8)) ? 'yes' : 'no'
      },
      open: flow => httpName(flow, listener),
    },
  ]
}

/** Those of the DNS alone. */
export function answerDissectors(listener: Pick<NameListener, 'answered'>): readonly Dissector[] {
  const question = new DnsQuestion()
  const take = (flow: Flow, bytes: Uint8Array, start: number, end: number): void => {
    if (question.read(bytes, start, end) && question.isAnswer && question.length > 0)
      listener.answered(flow, latin(question.name, 0, question.length), addressRecords(bytes, end, question))
  }
  return [
    {
      ...about,
      id: 'names-dns',
      over: 'udp',
      ports: [53],
      probe: (bytes, start, end) => (question.read(bytes, start, end) ? 'yes' : 'no'),
      open: flow => ({
        data(_, bytes, start, end) {
          take(flow, bytes, start, end)
          return true
        },
      }),
    },
    {
      ...about,
      id: 'names-dns-tcp',
      over: 'tcp',
      ports: [53],
      probe: dnsTcp.probe,
      open(flow) {
        const sides: readonly [MessageSide, MessageSide] = [new MessageSide(), new MessageSide()]
        return {
          data(from, bytes, start, end) {
            sides[from].push(bytes, start, end, message => take(flow, message, 0, message.length))
            return true
          },
          lost(from: Side) {
            sides[from].isLost = true
          },
        }
      },
    },
  ]
}

function tlsName(flow: Flow, listener: NameListener): Conversation {
  const side = new RecordSide(0, { record: (_, type) => type === 22 })
  return {
    data(from, bytes, start, end, at) {
      if (from === 1) return false
      const goesOn = side.push(bytes, start, end, at)
      const body = handshakeBody(side.handshake, handshake.clientHello)
      if (body === undefined) return goesOn
      const hello = clientHello(body)
      if (hello !== undefined && hello.name !== '') listener.called(flow, hello.name)
      return false
    },
  }
}

function quicName(flow: Flow, listener: NameListener): Conversation {
  const greeting = new QuicGreeting()
  return {
    data(from, bytes, start, end) {
      if (from === 1) return true
      const body = greeting.take(bytes, start, end)
      if (body === undefined) return !greeting.isSpent && quicVersionAt(bytes, start, end) >= 0
      const hello = clientHello(body)
      if (hello !== undefined && hello.name !== '') listener.called(flow, hello.name)
      return false
    },
  }
}

function httpName(flow: Flow, listener: NameListener): Conversation {
  const head = new Head()
  return {
    data(from, bytes, start, end) {
      if (from === 1) return false
      const whole = head.push(bytes, start, end)
      if (whole === undefined) return true
      if (whole !== 'long') {
        const host = header(whole.text, 'host').replace(/:\d+$/, '')
        if (host !== '') listener.called(flow, host)
      }
      return false
    },
  }
}
