// One flow that somebody listens to: its names for people, and where its rows go.
import type { Caller, Conversation, Flow, FlowTag } from '../core/dissector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Endpoint, WireRows } from '../core/facts/wire.ts'
import type { GapReason } from '../core/gap.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel, PacketIntel } from '../core/intel.ts'
import type { Patches } from '../core/patch.ts'
import type { Holes } from './flow/holes.ts'
import { FlowNames, instantOfMicros, KeptFlow } from './flow/names.ts'
import { type FlowRecords, state } from './flow/records.ts'
import { type Failures, Prober } from './prober.ts'
import type { Registries } from './registry.ts'
import type { Unseen } from './unseen.ts'

/** What a flow needs of the engine it lives in. */
export interface Stage extends Failures {
  readonly table: FlowRecords
  readonly registries: Registries
  readonly capture: string
  readonly frames: number
  readonly now: number
  readonly intel: Pick<Intel, 'packets' | 'patches'>
  talkOf(slot: number): Talk | undefined
  kept(sha256: string, body: Uint8Array): void
  unseen(one: Omit<Unseen, 'example'>, example: () => string): void
  row<K extends keyof WireRows>(kind: K, row: WireRows[K], key: string | undefined): void
  note<K extends keyof WireRows>(kind: K, make: () => WireRows[K]): void
}

/** Carriers inside of carriers that are followed. */
const mostCarriers = 6
/** Different gaps of one conversation. */
const mostGaps = 8

export class Talk implements Flow {
  readonly transport: Flow['transport']
  readonly via: readonly string[]
  readonly caller: Caller | undefined
  /** Waiting segments of A and of B. */
  readonly holes: [Holes | undefined, Holes | undefined] = [undefined, undefined]
  readonly prober: Prober
  /** Its conversation has found the sides to be the other way round; it goes on to be told as it was. */
  isFound = false
  /** Has given a row. */
  hasTold = false
  private readonly stage: Stage
  private readonly slot: number
  private names: FlowNames | undefined
  private gaps: Set<string> | undefined

  constructor(stage: Stage, slot: number, transport: Flow['transport'], via: readonly string[] = [], caller?: Caller) {
    this.stage = stage
    this.slot = slot
    this.transport = transport
    this.via = via
    this.caller = caller
    this.prober = new Prober(this, stage.registries, stage)
  }

  get client(): Endpoint {
    return this.named().client
  }
  get server(): Endpoint {
    return this.named().server
  }
  get id(): EntityId<'connection'> {
    return this.named().id
  }
  get clientPort(): number {
    return this.stage.table.portOf(this.slot, this.isTurned ? 1 : 0)
  }
  get serverPort(): number {
    return this.stage.table.portOf(this.slot, this.isTurned ? 0 : 1)
  }
  get midstream(): boolean {
    return (this.stage.table.stateOf(this.slot) & state.midstream) !== 0
  }
  get frame(): string {
    return `${this.stage.capture}#${this.stage.frames}`
  }
  get now(): Instant {
    return instantOfMicros(this.stage.now)
  }

  turn(): void {
    const { table } = this.stage
    table.setState(this.slot, table.stateOf(this.slot) ^ state.turned)
    const outermost = this.stage.talkOf(this.slot) ?? this
    outermost.isFound = !outermost.isFound
  }

  emit<K extends keyof WireRows>(kind: K, row: WireRows[K], key?: string): void {
    const outermost = this.stage.talkOf(this.slot)
    if (outermost !== undefined) outermost.hasTold = true
    this.stage.row(
      kind,
      row,
      key === undefined ? undefined : `${this.id} ${this.stage.table.firstOf(this.slot)} ${this.via.join(' > ')} ${key}`,
    )
  }

  note<K extends keyof WireRows>(kind: K, make: () => WireRows[K]): void {
    this.stage.note(kind, make)
  }

  tag(): FlowTag {
    const { table, capture, frames, now } = this.stage
    return new KeptFlow(table, this.slot, this.via, capture, frames, now)
  }

  get intel(): PacketIntel {
    return this.stage.intel.packets
  }
  get patches(): Patches {
    return this.stage.intel.patches
  }

  keep(sha256: string, body: Uint8Array): void {
    this.stage.kept(sha256, body)
  }

  gap(why: GapReason, detail: string): void {
    this.gaps ??= new Set()
    if (this.gaps.has(detail) || this.gaps.size >= mostGaps) return
    this.gaps.add(detail)
    const protocol = this.prober.dissector?.id ?? ''
    this.stage.unseen({ protocol, why, detail, conversations: 1 }, () => `${this.id} (${this.frame})`)
  }

  inner(carrier: string, caller?: Caller): Conversation {
    if (this.via.length >= mostCarriers) return { data: () => false }
    return new Talk(this.stage, this.slot, 'tcp', [...this.via, carrier], caller).prober
  }

  private named(): FlowNames {
    const { table } = this.stage
    if (this.names === undefined || this.names.isTurned !== this.isTurned) this.names = new FlowNames(table, this.slot)
    return this.names
  }

  private get isTurned(): boolean {
    return (this.stage.table.stateOf(this.slot) & state.turned) !== 0
  }
}
