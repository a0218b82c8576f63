// The DNS over UDP: names that are listed or called like pools with the addresses they lead to, and names that carry data.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { DnsQuestion } from '../../parse/protocols/dns-message.ts'
import { NameBooks } from '../dns/name-books.ts'

/** One message is looked at at a time. */
const question = new DnsQuestion()

export const dns: Dissector = {
  id: 'dns',
  summary: { zh: 'DNS 查询中的矿池域名与隧道', en: 'names of pools, and tunnels, in questions of the DNS' },
  techniques: ['T1071.004', 'T1572'],
  references: ['https://www.rfc-editor.org/rfc/rfc1035', 'https://github.com/yarrick/iodine/blob/master/doc/proto_00000502.txt'],
  over: 'udp',
  ports: [53],
  probe: (bytes, start, end) => (question.read(bytes, start, end) ? 'yes' : 'no'),
  open: flow => new Datagrams(flow),
}

class Datagrams implements Conversation {
  private readonly books: NameBooks

  constructor(flow: Flow) {
    this.books = new NameBooks(flow)
  }

  data(_: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (question.read(bytes, start, end)) this.books.take(question, bytes, start, end, at)
    return true
  }

  end(): void {
    this.books.tell()
  }
}
