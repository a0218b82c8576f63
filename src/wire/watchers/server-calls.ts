// Where web servers go themselves: outgoing connections of machines that answered HTTP. Told for detectors to see whether a victim did what a payload said.
import type { FlowShape, FlowTag, FlowWatch, FlowWatcher } from '../../core/dissector.ts'
import type { ServerCall } from '../../core/facts/wire.ts'
import { wireRow } from '../wire-row.ts'

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

/** As numbers and a tag: nearly all of them are never told. */
interface Call {
  readonly tag: FlowTag
  readonly first: number
  readonly protocol: string
  readonly answered: boolean
}

class ServerCalls implements FlowWatch {
  private readonly emit: Emit
  /** Machines that answered HTTP. */
  private readonly servers = new Set<number>()
  /** What any machine opened, by the machine, until it is known who serves. */
  private readonly pairs = new Map<number, Map<number, Call>>()
  private count = 0

  constructor(emit: Emit) {
    this.emit = emit
  }

  flow(shape: FlowShape): void {
    if (shape.transport !== 'tcp') return
    const { serverKey, clientKey, first, protocol, answered } = shape
    if (protocol === 'http' && shape.packets[1] > 0) this.servers.add(serverKey)
    // A connection whose beginning was seen: nobody is taken for its opener by guess.
    if (!shape.asked) return
    const key = serverKey * 65_536 + shape.serverPort
    const known = this.pairs.get(clientKey)
    const old = known?.get(key)
    // The last one of its kind: only that can come after an attack, whenever that was.
    if (old === undefined ? this.count >= mostPairs : old.first >= first) return
    if (old === undefined) this.count++
    const call: Call = { tag: shape.tag(), first, protocol, answered }
    if (known === undefined) this.pairs.set(clientKey, new Map([[key, call]]))
    else known.set(key, call)
  }

  end(): void {
    let told = 0
    for (const server of this.servers)
      for (const call of this.pairs.get(server)?.values() ?? []) if (told++ < mostTold) this.emit('serverCalls', rowOf(call))
  }
}

function rowOf({ tag, protocol, answered }: Call): ServerCall {
  return { ...wireRow(tag), transport: 'tcp', protocol, answered }
}
