// Learns from packets who talks to whom: flows as they end, under the names that were said in them or led to them. Bounded, whatever passes.
import type { Flow, FlowShape, FlowWatcher } from '../../core/dissector.ts'
import type { EgressPeer } from '../../core/egress.ts'
import type { EntityId } from '../../core/entity.ts'
import { instantOf } from '../../core/instant.ts'
import type { Intel } from '../../core/intel.ts'
import type { AddressRecord } from '../../parse/protocols/dns-message.ts'
import type { WireModules } from '../modules.ts'
import { type NameListener, nameDissectors } from './names-said.ts'

const mostPeers = 50_000
const mostNames = 65_536
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))+$/

/** A peer of one client; in a capture the clients are many. */
export interface ClientPeer extends EgressPeer {
  readonly client: string
}

export class EgressLearner implements NameListener {
  dropped = 0
  /** Conversations that each address took part in, and how many of them it began: whose capture it is. */
  readonly ends = new Map<string, { all: number; begun: number }>()
  conversations = 0
  private readonly peers = new Map<string, ClientPeer>()
  /** By client and address. */
  private readonly answers = new Map<string, string>()
  private readonly calls = new Map<EntityId, string>()
  private readonly processOf: (conversation: EntityId) => string

  /** `processOf`: name of the program that holds a connection, ''. */
  constructor(processOf: (conversation: EntityId) => string = () => '') {
    this.processOf = processOf
  }

  modules(intel: Intel): WireModules {
    const watcher: FlowWatcher = {
      id: 'egress-peers',
      summary: { zh: '外联对象', en: 'peers' },
      techniques: [],
      references: [],
      open: () => ({ flow: shape => this.flow(shape), end: () => {} }),
    }
    return { dissectors: nameDissectors(this), watchers: [watcher], intel }
  }

  answered({ client }: Pick<Flow, 'client'>, name: string, records: readonly AddressRecord[]): void {
    const plain = nameOf(name)
    if (plain !== '') for (const { address } of records) keep(this.answers, `${client.address} ${address}`, plain)
  }

  called({ id }: Pick<Flow, 'id'>, name: string): void {
    const plain = nameOf(name)
    if (plain !== '') keep(this.calls, id, plain)
  }

  private count(address: string, begun: number): void {
    const known = this.ends.get(address)
    if (known !== undefined) {
      known.all++
      known.begun += begun
    } else if (this.ends.size < mostNames) this.ends.set(address, { all: 1, begun })
  }

  all(): readonly ClientPeer[] {
    return [...this.peers.values()]
  }

  private flow(shape: FlowShape): void {
    const { id, transport, client, server, packets, bytes, first, last } = shape
    if (transport === 'icmp') return
    const called = this.calls.get(id)
    this.calls.delete(id)
    // Nobody answered: neither something to allow nor something that worked.
    if (transport === 'tcp' && packets[1] === 0) return
    this.conversations++
    this.count(client.address, 1)
    this.count(server.address, 0)
    const name = called ?? this.answers.get(`${client.address} ${server.address}`) ?? ''
    const process = this.processOf(id)
    const key = [client.address, process, name, server.address, transport, server.port].join(' ')
    const known = this.peers.get(key)
    if (known === undefined && this.peers.size >= mostPeers) {
      this.dropped++
      return
    }
    const [begins, ends] = [instantOf(first / 1000)!, instantOf(last / 1000)!]
    this.peers.set(key, {
      client: client.address,
      process,
      name,
      address: server.address,
      transport,
      port: server.port,
      conversations: (known?.conversations ?? 0) + 1,
      bytes: (known?.bytes ?? 0) + bytes[0] + bytes[1],
      first: known === undefined || begins < known.first ? begins : known.first,
      last: known === undefined || ends > known.last ? ends : known.last,
    })
  }
}

/** In lower case without the last dot; '' for what is no name of a host. */
export function nameOf(text: string): string {
  const plain = text.toLowerCase().replace(/\.$/, '')
  return hostName.test(plain) && !/^[\d.]+$/.test(plain) ? plain : ''
}

function keep<K>(map: Map<K, string>, key: K, name: string): void {
  map.delete(key)
  map.set(key, name)
  const [oldest] = map.keys()
  if (map.size > mostNames && oldest !== undefined) map.delete(oldest)
}
