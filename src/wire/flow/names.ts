// Whose flow it is, copied out of the table as numbers; names for people are made of them when somebody reads them, for most are never read.
import type { Flow, FlowTag } from '../../core/dissector.ts'
import { connectionId, type EntityId } from '../../core/entity.ts'
import type { Endpoint } from '../../core/facts/wire.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import { addressText } from './address.ts'
import { type FlowRecords, state, transportName } from './records.ts'

const epoch = instantOf(0)!
const nothing: readonly string[] = []

/** The instant of so many microseconds since 1970; 1970 itself for times that no calendar has. */
export function instantOfMicros(micros: number): Instant {
  return instantOf(micros / 1000) ?? epoch
}

export class FlowNames implements Pick<Flow, 'id' | 'client' | 'server'> {
  readonly transport: Flow['transport']
  /** Client is B. */
  readonly isTurned: boolean
  private readonly clientAddress: readonly number[]
  private readonly serverAddress: readonly number[]
  private readonly clientPort: number
  private readonly serverPort: number
  private ends: readonly [Endpoint, Endpoint] | undefined
  private name: EntityId<'connection'> | undefined

  constructor(table: FlowRecords, slot: number) {
    this.isTurned = (table.stateOf(slot) & state.turned) !== 0
    const client = this.isTurned ? 1 : 0
    this.transport = transportName(table.protocolOf(slot))
    this.clientAddress = table.addressOf(slot, client)
    this.serverAddress = table.addressOf(slot, 1 - client)
    this.clientPort = table.portOf(slot, client)
    this.serverPort = table.portOf(slot, 1 - client)
  }

  get client(): Endpoint {
    return this.both()[0]
  }
  get server(): Endpoint {
    return this.both()[1]
  }
  get id(): EntityId<'connection'> {
    const [client, server] = this.both()
    this.name ??= connectionId(this.transport, client, server)
    return this.name
  }

  private both(): readonly [Endpoint, Endpoint] {
    this.ends ??= [
      { address: addressText(this.clientAddress), port: this.clientPort },
      { address: addressText(this.serverAddress), port: this.serverPort },
    ]
    return this.ends
  }
}

/** How rows about a flow begin that is over: as at its first frame. */
export class KeptFlow extends FlowNames implements FlowTag {
  readonly via = nothing
  private readonly capture: string
  private readonly number: number
  private readonly first: number

  constructor(table: FlowRecords, slot: number, captures: readonly string[]) {
    super(table, slot)
    this.capture = captures[table.captureOf(slot)] ?? ''
    this.number = table.frameOf(slot)
    this.first = table.firstOf(slot)
  }

  get frame(): string {
    return `${this.capture}#${this.number}`
  }
  get now(): Instant {
    return instantOfMicros(this.first)
  }
}
