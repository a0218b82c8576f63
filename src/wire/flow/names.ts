// Whose flow it is, copied out of the table as numbers; names for people are made of them when somebody reads them, for most are never read.
import type { Flow, FlowTag } from '../../core/dissector.ts'
import { connectionId, type EntityId } from '../../core/entity.ts'
import type { Endpoint } from '../../core/facts/wire.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import { addressText } from './address.ts'
import { type RecordTable, state, transportName } from './records.ts'

const epoch = instantOf(0)!

/** The instant of so many microseconds since 1970; 1970 itself for times that no calendar has. */
export function instantOfMicros(micros: number): Instant {
  return instantOf(micros / 1000) ?? epoch
}

export class FlowNames implements Pick<Flow, 'id' | 'client' | 'server'> {
  readonly transport: Flow['transport']
  /** Client is B. */
  readonly isTurned: boolean
  /** IPv4 addresses. */
  private readonly clientWord: number
  private readonly serverWord: number
  /** IPv6 addresses of the client and the server. */
  private readonly wide: readonly [readonly number[], readonly number[]] | undefined
  private readonly clientPort: number
  private readonly serverPort: number
  private ends: readonly [Endpoint, Endpoint] | undefined
  private name: EntityId<'connection'> | undefined

  constructor(table: RecordTable, slot: number) {
    this.isTurned = (table.stateOf(slot) & state.turned) !== 0
    const client = this.isTurned ? 1 : 0
    this.transport = transportName(table.protocolOf(slot))
    this.clientWord = table.addressWord(slot, client, 0)
    this.serverWord = table.addressWord(slot, 1 - client, 0)
    this.wide = table.isWide(slot) ? [table.addressOf(slot, client), table.addressOf(slot, 1 - client)] : undefined
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
    this.ends ??= this.named(this.wide ?? [[this.clientWord], [this.serverWord]])
    return this.ends
  }

  private named([client, server]: readonly [readonly number[], readonly number[]]): readonly [Endpoint, Endpoint] {
    return [
      { address: addressText(client), port: this.clientPort },
      { address: addressText(server), port: this.serverPort },
    ]
  }
}

/** How a row begins that is told later: as at that frame. */
export class KeptFlow extends FlowNames implements FlowTag {
  readonly via: readonly string[]
  private readonly capture: string
  private readonly number: number
  private readonly at: number

  /** `at`: microseconds since 1970. */
  constructor(table: RecordTable, slot: number, via: readonly string[], capture: string, frame: number, at: number) {
    super(table, slot)
    this.via = via
    this.capture = capture
    this.number = frame
    this.at = at
  }

  get frame(): string {
    return `${this.capture}#${this.number}`
  }
  get now(): Instant {
    return instantOfMicros(this.at)
  }
}
