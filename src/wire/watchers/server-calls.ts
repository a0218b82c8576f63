// Where web servers go themselves: outgoing connections of machines that answered HTTP. Told for detectors to see whether a victim did what a payload said.
import type { FlowShape, FlowWatch, FlowWatcher, TagTable } from '../../core/dissector.ts'
import type { ServerCall } from '../../core/facts/wire.ts'
import { wireRow } from '../wire-row.ts'
import { pairKey } from './pair-key.ts'
import { PairTable } from './pair-table.ts'

/** Different (client, server, port) that are remembered, and those told. */
const mostPairs = 20_000
const mostTold = 2_000

export const serverCalls: FlowWatcher = {
  id: 'server-calls',
  summary: { zh: 'Web 服务器主动发起的连接', en: 'connections that web servers open themselves' },
  techniques: ['T1105', 'T1071'],
  references: ['https://attack.mitre.org/techniques/T1105/'],
  open: emit => new ServerCalls(emit),
}

type Emit = Parameters<FlowWatcher['open']>[0]

/** As numbers in columns: nearly all of them are never told. */
class ServerCalls implements FlowWatch {
  private readonly emit: Emit
  /** Machines that answered HTTP. */
  private readonly servers = new Set<number>()
  /** What any machine opened, until it is known who serves. */
  private readonly pairs = new PairTable(mostPairs)
  private readonly client = new Float64Array(mostPairs)
  private readonly first = new Float64Array(mostPairs)
  private readonly answered = new Uint8Array(mostPairs)
  private readonly protocols: string[] = []
  private tags: TagTable | undefined

  constructor(emit: Emit) {
    this.emit = emit
  }

  flow(shape: FlowShape): void {
    if (shape.transport !== 'tcp') return
    const { serverKey, clientKey, serverPort, first, protocol, answered } = shape
    if (protocol === 'http' && shape.packets[1] > 0) this.servers.add(serverKey)
    // A connection whose beginning was seen: nobody is taken for its opener by guess.
    if (!shape.asked) return
    const key = pairKey(clientKey, serverKey, serverPort)
    const known = this.pairs.find(key)
    // The last one of its kind: only that can come after an attack, whenever that was.
    if (known >= 0 && this.first[known]! >= first) return
    const place = known < 0 ? this.pairs.add(key) : known
    if (place < 0) return
    this.client[place] = clientKey
    this.first[place] = first
    this.answered[place] = answered ? 1 : 0
    this.protocols[place] = protocol
    this.tags ??= shape.tags(mostPairs)
    this.tags.keep(place)
  }

  end(): void {
    let told = 0
    for (const place of this.pairs.places())
      if (this.servers.has(this.client[place]!) && told++ < mostTold) this.emit('serverCalls', this.row(place))
  }

  private row(place: number): ServerCall {
    const tag = this.tags!.tag(place)
    return { ...wireRow(tag), transport: 'tcp', protocol: this.protocols[place]!, answered: this.answered[place] === 1 }
  }
}
