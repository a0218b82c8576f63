// The shape of one flow that is over, for watchers: one object, filled again for each flow.
import type { FlowShape, FlowTag, TagTable } from '../../core/dissector.ts'
import type { EntityId } from '../../core/entity.ts'
import type { Endpoint } from '../../core/facts/wire.ts'
import type { Instant } from '../../core/instant.ts'
import { KeptFlow } from './names.ts'
import { FlowRecords, mostShaped, RecordTable, state, transportName } from './records.ts'

const nothing: readonly string[] = []

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
  readonly via = nothing
  readonly packets: [number, number] = [0, 0]
  readonly bytes: [number, number] = [0, 0]
  readonly sizes = new Int32Array(mostShaped)
  readonly times = new Float64Array(mostShaped)
  private table: FlowRecords = new FlowRecords(1)
  private readonly captures: readonly string[]
  private readonly narrow = new Uint8Array(4)
  private readonly wide = new Uint8Array(16)
  private slot = 0
  private kept: KeptFlow | undefined

  /** `captures`: the names that the table's numbers stand for; it may grow. */
  constructor(captures: readonly string[]) {
    this.captures = captures
  }

  get id(): EntityId<'connection'> {
    return this.tag().id
  }
  get client(): Endpoint {
    return this.tag().client
  }
  get server(): Endpoint {
    return this.tag().server
  }
  get frame(): string {
    return this.tag().frame
  }
  get now(): Instant {
    return this.tag().now
  }
  tag(): FlowTag {
    this.kept ??= tagOf(this.table, this.slot, this.captures)
    return this.kept
  }
  tags(capacity: number): TagTable {
    const kept = new RecordTable(capacity)
    return {
      keep: number => kept.copy(number, this.table, this.slot),
      tag: number => tagOf(kept, number, this.captures),
    }
  }
  get serverAddress(): Uint8Array {
    const { table, slot } = this
    const server = (table.stateOf(slot) & state.turned) === 0 ? 1 : 0
    const address = table.isWide(slot) ? this.wide : this.narrow
    for (let i = 0; i * 4 < address.length; i++) putWord(address, i * 4, table.addressWord(slot, server, i))
    return address
  }

  fill(table: FlowRecords, slot: number, protocol: string): void {
    const { packets, bytes } = this
    this.table = table
    const known = table.stateOf(slot)
    const client = (known & state.turned) === 0 ? 0 : 1
    const server = 1 - client
    this.slot = slot
    this.kept = undefined
    this.transport = transportName(table.protocolOf(slot))
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
}

/** As at its first frame. */
function tagOf(table: RecordTable, slot: number, captures: readonly string[]): KeptFlow {
  return new KeptFlow(table, slot, nothing, captures[table.captureOf(slot)] ?? '', table.frameOf(slot), table.firstOf(slot))
}

function putWord(into: Uint8Array, at: number, word: number): void {
  into[at] = word >>> 24
  into[at + 1] = word >>> 16
  into[at + 2] = word >>> 8
  into[at + 3] = word
}

/** An IPv4 address as its number; of an IPv6 address 52 bits, past all numbers of IPv4. */
function addressKey(table: FlowRecords, slot: number, side: number): number {
  const word = table.addressWord(slot, side, 0)
  if (!table.isWide(slot)) return word >>> 0
  const second = table.addressWord(slot, side, 1)
  const low = Math.imul(table.addressWord(slot, side, 2), 0x9e3779b1) ^ table.addressWord(slot, side, 3)
  return ((Math.imul(word, 0x85ebca6b) ^ second) >>> 12) * 2 ** 32 + (low >>> 0) + 2 ** 33
}
