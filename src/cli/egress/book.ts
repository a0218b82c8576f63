// What is known of outgoing connections, and what a further look adds.
import type { EgressBook, EgressPeer } from '../../core/egress.ts'
import type { Instant } from '../../core/instant.ts'
import type { Looked } from './look.ts'

const mostPeers = 50_000
const mostSources = 1000

export const emptyBook: EgressBook = { schema: 'davylamp.egress.1', sources: [], peers: [], dropped: 0 }

export function withLook(book: EgressBook, { peers, dropped, conversations, source }: Looked, at: Instant): EgressBook {
  const all = new Map<string, EgressPeer>()
  let tooMany = 0
  for (const peer of [...book.peers, ...peers]) {
    const key = [peer.process, peer.name, peer.address, peer.transport, peer.port].join(' ')
    const known = all.get(key)
    if (known === undefined && all.size >= mostPeers) tooMany++
    else all.set(key, known === undefined ? peer : together(known, peer))
  }
  return {
    schema: book.schema,
    sources: [...book.sources, { source, at, conversations }].slice(-mostSources),
    peers: [...all.values()],
    dropped: book.dropped + dropped + tooMany,
  }
}

function together(a: EgressPeer, b: EgressPeer): EgressPeer {
  const [first, last] = [[a.first, b.first].sort()[0]!, [a.last, b.last].sort()[1]!]
  return {
    ...a,
    conversations: a.conversations + b.conversations,
    bytes: a.bytes + b.bytes,
    first,
    last,
  }
}
