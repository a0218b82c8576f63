// The engine: packets to flows, flows to conversations, conversations to rows of facts. What it did not see is a gap.
import type { Side } from '../core/dissector.ts'
import type { WireRows } from '../core/facts/wire.ts'
import type { Intel } from '../core/intel.ts'
import type { PacketSink } from './capture/packet-sink.ts'
import { Conversations } from './conversations.ts'
import { Decoder } from './decode/decoder.ts'
import { Packet, tcpFlag, transport, verdict } from './decode/packet.ts'
import { FlowLife } from './flow/life.ts'
import { FlowNames, instantOfMicros } from './flow/names.ts'
import { state } from './flow/records.ts'
import { FlowTable } from './flow/table.ts'
import { checksumOf } from './flow/tcp-checksum.ts'
import type { WireModules } from './modules.ts'
import { type Registries, registriesOf } from './registry.ts'
import { Rows } from './rows.ts'
import { packetShare, quickShare, type Share } from './share.ts'
import type { Streams } from './streams.ts'
import type { Stage, Talk } from './talk.ts'
import type { Tally } from './tally.ts'
import { type Unseen, UnseenList } from './unseen.ts'
import { type FlowObserver, Watchers } from './watch.ts'

const mostFlows = 1 << 18
/** Different link types that are told. */
const mostLinks = 16

export interface WireOptions {
  /** Flows remembered at once. */
  readonly flows?: number
  /** Takes bodies that dissectors carved. */
  readonly keep?: (sha256: string, body: Uint8Array) => void
  /** Only these flows are followed. */
  readonly share?: Share
  /** One number in memory that all threads share: not 0 once the rest of the captures is not wanted. */
  readonly halt?: Int32Array
  /** Is told of every flow at its end, instead of the watchers. */
  readonly observer?: FlowObserver
}

export class Engine implements PacketSink, Stage {
  readonly table: FlowTable
  readonly registries: Registries
  readonly intel: Intel
  readonly rows = new Rows()
  /** Frames of the present capture. */
  frames = 0
  now = 0
  /** When the earliest conversation began, and the last packet of earlier captures. */
  private first = Infinity
  private last = 0
  totalFrames = 0
  totalBytes = 0
  flows = 0
  private misleading = 0
  /** Frames by `verdict`. */
  readonly verdicts = new Float64Array(Object.keys(verdict).length)
  private readonly unknownLinks = new Map<number, number>()
  private readonly failures = new Map<string, string>()
  private readonly gaps = new UnseenList()
  private readonly decoder = new Decoder()
  private readonly current = new Packet()
  private readonly conversations: Conversations
  private readonly life: FlowLife
  private readonly observer: FlowObserver | undefined
  private readonly share: Share
  private readonly captures: string[] = []
  private readonly keep: (sha256: string, body: Uint8Array) => void

  constructor(modules: WireModules, { flows = mostFlows, keep = () => {}, share = { mine: 0, of: 1 }, observer }: WireOptions = {}) {
    this.intel = modules.intel
    this.keep = keep
    this.share = share
    this.table = new FlowTable(flows)
    this.registries = registriesOf(modules.dissectors)
    this.conversations = new Conversations(this, modules.dissectors, this.table.capacity)
    this.life = new FlowLife(this.table, slot => this.end(slot))
    this.observer = modules.watchers.length === 0 ? undefined : (observer ?? new Watchers(modules, this.captures, this.rows, this))
  }

  /** The capture that is being read. */
  get capture(): string {
    return this.captures.at(-1) ?? ''
  }
  get streams(): Streams {
    return this.conversations.streams
  }
  /** Flows that were given up before their end. */
  get evicted(): number {
    return this.life.evicted + this.conversations.givenUp
  }

  /** What follows comes from another capture. */
  begin(capture: string): void {
    this.captures.push(capture)
    this.last = Math.max(this.last, this.now)
    this.frames = 0
  }

  packet(bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number): void {
    this.frames++
    this.totalFrames++
    this.totalBytes += end - start
    const { current, table } = this
    const { mine, of } = this.share
    const whose = of === 1 ? mine : quickShare(bytes, start, end, link, of)
    if (whose !== mine && whose >= 0) return
    current.at = at
    const told = this.decoder.decode(current, bytes, start, end, link)
    if (told !== verdict.flow) {
      this.verdicts[told]!++
      if (told === verdict.link) this.unknown(link)
      return
    }
    if (whose < 0 && packetShare(current, of) !== mine) return
    this.now = at
    let slot = table.find(current)
    const side = table.side as Side
    if (slot < 0) slot = this.open(side)
    table.count(slot, side, original, at)
    if (this.observer !== undefined && current.end > current.start) table.shape(slot, side, current.end - current.start, at)
    if (current.protocol === transport.tcp) this.tcp(slot, side)
    else if (current.end > current.start && (table.stateOf(slot) & state.decided) === 0)
      this.conversations.deliver(slot, side, current.bytes, current.start, current.end, at)
  }

  remark(text: string, bytes: Uint8Array, start: number, end: number, link: number): void {
    const { current, table, share } = this
    const at = instantOfMicros(this.now)
    if (start === end) {
      if (share.mine === 0) this.rows.add('remarks', { frame: this.capture, at, text }, undefined)
      return
    }
    const isFlow = this.decoder.decode(current, bytes, start, end, link) === verdict.flow
    if (isFlow ? packetShare(current, share.of) !== share.mine : share.mine !== 0) return
    const slot = isFlow ? table.find(current) : -1
    const conversation = slot < 0 ? undefined : new FlowNames(table, slot).id
    this.rows.add('remarks', { frame: `${this.capture}#${this.frames}`, conversation, at, text }, undefined)
  }

  /** The capture is over: every conversation ends. */
  finish(): void {
    this.life.finish()
    this.decoder.fragments.finish()
    this.observer?.end()
  }

  tally(): Tally {
    return {
      frames: this.totalFrames,
      bytes: this.totalBytes,
      flows: this.flows,
      first: this.first,
      last: Math.max(this.last, this.now),
      evicted: this.evicted,
      droppedRows: this.rows.dropped,
      lostBytes: this.streams.lostBytes,
      fragments: this.decoder.fragments.lost,
      fragmentConflicts: this.decoder.fragments.conflicts,
      conflicts: this.streams.budget.conflicts,
      misleading: this.misleading,
      deep: this.verdicts[verdict.deep]!,
      links: [...this.unknownLinks],
      failures: [...this.failures],
      unseen: this.gaps.all(),
    }
  }

  failed(dissector: string, error: unknown): void {
    this.failures.set(dissector, String(error).slice(0, 200))
  }

  row<K extends keyof WireRows>(kind: K, row: WireRows[K], key: string | undefined): void {
    this.rows.add(kind, row, key)
  }

  note<K extends keyof WireRows>(kind: K, make: () => WireRows[K]): void {
    this.rows.note(kind, make)
  }

  kept(sha256: string, body: Uint8Array): void {
    this.keep(sha256, body)
  }

  unseen(one: Omit<Unseen, 'example'>, example: () => string): void {
    this.gaps.add(one, example)
  }

  talkOf(slot: number): Talk | undefined {
    return this.conversations.talkOf(slot)
  }

  private tcp(slot: number, side: Side): void {
    const { table, current } = this
    const { streams } = this.conversations
    const { flags, at } = current
    if ((flags & tcpFlag.syn) !== 0) this.syn(slot, side)
    const known = table.stateOf(slot)
    if ((known & state.decided) === 0) {
      // Rewritten captures have wrong sums throughout; one that is wrong among right ones, the receiver has dropped.
      if ((known & (state.summed << side)) !== 0 && checksumOf(current) === 'wrong') {
        this.misleading++
        return
      }
      const other = (1 - side) as Side
      if ((known & (state.synced << other)) === 0 && (flags & tcpFlag.ack) !== 0) streams.acknowledged(slot, other, current.ack, at)
      if (current.end > current.start || current.cut > 0)
        streams.segment(slot, side, current, (flags & tcpFlag.syn) === 0 ? current.seq : (current.seq + 1) | 0)
      if ((known & (state.holes | (state.holes << 1))) !== 0) {
        streams.reconsider(slot, side, undefined, at)
        streams.reconsider(slot, other, (flags & tcpFlag.ack) === 0 ? undefined : current.ack, at)
      }
    }
    if ((flags & (tcpFlag.fin | tcpFlag.rst)) === 0) return
    table.setState(slot, table.stateOf(slot) | ((flags & tcpFlag.fin) !== 0 ? state.fin << side : state.rst << side))
    if ((flags & tcpFlag.fin) !== 0) this.fin(slot, side)
  }

  /** Once both sides have said their last in order, nothing can follow: the conversation need not wait until its flow is forgotten. */
  private fin(slot: number, side: Side): void {
    const { table, current } = this
    const isInOrder = table.nextOf(slot, side) === ((current.seq + current.end - current.start) | 0) && current.cut === 0
    const known = table.stateOf(slot) | (isInOrder ? state.whole << side : 0)
    table.setState(slot, known)
    if ((known & state.active) === 0 || (known & (state.whole * 3)) !== state.whole * 3) return
    if ((known & (state.holes * 3)) === 0) this.conversations.over(slot, current.at)
  }

  private syn(slot: number, side: Side): void {
    const { table, current } = this
    const known = table.stateOf(slot)
    const isAnswer = (current.flags & tcpFlag.ack) !== 0
    const isNew = (known & ((state.synced | state.fin | state.rst) << side)) !== 0 && table.nextOf(slot, side) !== ((current.seq + 1) | 0)
    if (isNew && !isAnswer) {
      this.end(slot)
      table.restart(slot, current.at)
      table.setFrame(slot, this.frames, this.captures.length - 1)
      this.flows++
    }
    this.conversations.streams.begin(slot, side, current.seq)
    if (checksumOf(current) === 'right') table.setState(slot, table.stateOf(slot) | (state.summed << side))
    const clientIsB = (side === 1) !== isAnswer
    table.setState(slot, (table.stateOf(slot) & ~(state.turned | state.midstream)) | (clientIsB ? state.turned : 0))
  }

  private open(side: Side): number {
    const slot = this.life.begin(this.current, side)
    this.flows++
    if (this.now < this.first) this.first = this.now
    this.table.setFrame(slot, this.frames, this.captures.length - 1)
    return slot
  }

  private end(slot: number): void {
    this.conversations.end(slot, this.now)
    this.observer?.flow(this.table, slot)
  }

  private unknown(link: number): void {
    const { unknownLinks } = this
    if (unknownLinks.has(link) || unknownLinks.size < mostLinks) unknownLinks.set(link, (unknownLinks.get(link) ?? 0) + 1)
  }
}
