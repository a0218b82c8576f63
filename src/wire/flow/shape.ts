// The shape of one flow that is over, for watchers: one object, filled again for each flow.
import type { FlowShape } from '../../core/dissector.ts'
import type { EntityId } from '../../core/entity.ts'
import type { Endpoint } from '../../core/facts/wire.ts'
import type { Instant } from '../../core/instant.ts'
import { type FlowTable, mostShaped, state } from './table.ts'

/** Names are made only when a watcher has something to tell. */
export interface Names {
  readonly id: EntityId<'connection'>
  readonly client: Endpoint
  readonly server: Endpoint
}

export class Shape implements FlowShape {
  protocol = ''
  transport: FlowShape['transport'] = 'tcp'
  midstream = false
  asked = false
  answered = false
  finished = false
  reset = false
  first = 0
  last = 0
  clientKey = 0
  serverKey = 0
  clientPort = 0
  serverPort = 0
  count = 0
  frame = ''
  now: Instant
  readonly via: readonly string[] = []
  readonly packets: [number, number] = [0, 0]
  readonly bytes: [number, number] = [0, 0]
  readonly sizes = new Int32Array(mostShaped)
  readonly times = new Float64Array(mostShaped)
  private readonly table: FlowTable
  private readonly namesOf: (slot: number) => Names
  private slot = 0
  private names: Names | undefined

  constructor(table: FlowTable, namesOf: (slot: number) => Names, now: Instant) {
    this.table = table
    this.namesOf = namesOf
    this.now = now
  }

  get id(): EntityId<'connection'> {
    return this.named().id
  }
  get client(): Endpoint {
    return this.named().client
  }
  get server(): Endpoint {
    return this.named().server
  }

  fill(slot: number, transport: FlowShape['transport'], protocol: string): void {
    const { table, packets, bytes } = this
    const known = table.stateOf(slot)
    const client = (known & state.turned) === 0 ? 0 : 1
    const server = 1 - client
    this.slot = slot
    this.names = undefined
    this.transport = transport
    this.protocol = protocol
    this.midstream = (known & state.midstream) !== 0
    this.asked = (known & (state.syn << client)) !== 0
    this.answered = (known & (state.syn << server)) !== 0
    this.finished = (known & (state.fin | (state.fin << 1))) !== 0
    this.reset = (known & (state.rst | (state.rst << 1))) !== 0
    this.first = table.firstOf(slot)
    this.last = table.lastOf(slot)
    this.clientKey = addressKey(table, slot, client)
    this.serverKey = addressKey(table, slot, server)
    this.clientPort = table.portOf(slot, client)
    this.serverPort = table.portOf(slot, server)
    packets[0] = table.packetsOf(slot, client)
    packets[1] = table.packetsOf(slot, server)
    bytes[0] = table.bytesOf(slot, client)
    bytes[1] = table.bytesOf(slot, server)
    this.count = table.copyShape(slot, server, this.sizes, this.times)
  }

  private named(): Names {
    this.names ??= this.namesOf(this.slot)
    return this.names
  }
}

/** An IPv4 address as its number; of an IPv6 address 52 bits, past all numbers of IPv4. */
function addressKey(table: FlowTable, slot: number, side: number): number {
  const word = table.addressWord(slot, side, 0)
  if (!table.isWide(slot)) return word >>> 0
  const second = table.addressWord(slot, side, 1)
  const low = Math.imul(table.addressWord(slot, side, 2), 0x9e3779b1) ^ table.addressWord(slot, side, 3)
  return ((Math.imul(word, 0x85ebca6b) ^ second) >>> 12) * 2 ** 32 + (low >>> 0) + 2 ** 33
}
