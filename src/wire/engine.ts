// The engine: packets to flows, flows to conversations, conversations to rows of facts. What it did not see is a gap.
import type { Dissector, Side } from '../core/dissector.ts'
import type { WireRows } from '../core/facts/wire.ts'
import type { Intel } from '../core/intel.ts'
import type { PacketSink } from './capture/packet-sink.ts'
import { Decoder } from './decode/decoder.ts'
import { Packet, tcpFlag, transport, verdict } from './decode/packet.ts'
import { state, transportName } from './flow/records.ts'
import { FlowTable } from './flow/table.ts'
import type { WireModules } from './modules.ts'
import { type Registries, registriesOf } from './registry.ts'
import { Rows } from './rows.ts'
import { packetShare, quickShare, type Share } from './share.ts'
import { type Receiver, Streams } from './streams.ts'
import { type Stage, Talk } from './talk.ts'
import type { Tally } from './tally.ts'
import { type Unseen, UnseenList } from './unseen.ts'
import { type FlowObserver, Watchers } from './watch.ts'

const mostFlows = 1 << 18
/** Flows listened to at once: each costs kilobytes, a flow that is only counted a few hundred bytes. */
const mostTalks = 1 << 14
/** Looked at for one that has told nothing yet, before one that has must go. */
const spared = 32
/** Idle flows are forgotten after this long: a miner says something every minute, xmrig-proxy waits ten. */
const idleMicros = { tcp: 1200e6, other: 180e6, closed: 10e6 } as const
/** Records looked at for each new flow, so that forgetting keeps pace with beginning. */
const sweepStep = 4

export interface WireOptions {
  /** Flows remembered at once. */
  readonly flows?: number
  /** Takes bodies that dissectors carved. */
  readonly keep?: (sha256: string, body: Uint8Array) => void
  /** Only these flows are followed. */
  readonly share?: Share
  /** Is told of every flow at its end, instead of the watchers. */
  readonly observer?: FlowObserver
}

export class Engine implements PacketSink, Receiver, Stage {
  readonly table: FlowTable
  readonly registries: Registries
  readonly rows = new Rows()
  /** Frames of the present capture. */
  frames = 0
  now = 0
  totalFrames = 0
  totalBytes = 0
  flows = 0
  evicted = 0
  /** Frames by `verdict`. */
  readonly verdicts = new Float64Array(Object.keys(verdict).length)
  private readonly unknownLinks = new Map<number, number>()
  private readonly failures = new Map<string, string>()
  private readonly gaps = new UnseenList()
  private readonly decoder = new Decoder()
  private readonly current = new Packet()
  readonly streams: Streams
  private readonly talks: (Talk | undefined)[]
  private readonly dissectors: readonly Dissector[]
  private readonly observer: FlowObserver | undefined
  private readonly share: Share
  private readonly captures: string[] = []
  private hand = 0
  /** Slots of the talks, plus one, in the order in which they began. */
  private readonly ring = new Int32Array(mostTalks)
  private ringHand = 0

  readonly intel: Intel
  private readonly keep: (sha256: string, body: Uint8Array) => void

  constructor(modules: WireModules, { flows = mostFlows, keep = () => {}, share = { mine: 0, of: 1 }, observer }: WireOptions = {}) {
    this.intel = modules.intel
    this.keep = keep
    this.share = share
    this.table = new FlowTable(flows)
    this.talks = new Array<Talk | undefined>(this.table.capacity).fill(undefined)
    this.registries = registriesOf(modules.dissectors)
    this.streams = new Streams(this)
    this.dissectors = modules.dissectors
    this.observer = modules.watchers.length === 0 ? undefined : (observer ?? new Watchers(modules, this.captures, this.rows, this))
  }

  /** The capture that is being read. */
  get capture(): string {
    return this.captures.at(-1) ?? ''
  }

  /** What follows comes from another capture. */
  begin(capture: string): void {
    this.captures.push(capture)
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
      if (told === verdict.link && (this.unknownLinks.has(link) || this.unknownLinks.size < 16))
        this.unknownLinks.set(link, (this.unknownLinks.get(link) ?? 0) + 1)
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
      this.deliver(slot, side, current.bytes, current.start, current.end, at)
  }

  /** The capture is over: every conversation ends. */
  finish(): void {
    for (let slot = 0; slot < this.table.used; slot++) if ((this.table.stateOf(slot) & state.used) !== 0) this.close(slot)
    this.decoder.fragments.finish()
    this.observer?.end()
  }

  tally(): Tally {
    return {
      frames: this.totalFrames,
      bytes: this.totalBytes,
      flows: this.flows,
      evicted: this.evicted,
      droppedRows: this.rows.dropped,
      lostBytes: this.streams.lostBytes,
      fragments: this.decoder.fragments.lost,
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

  kept(sha256: string, body: Uint8Array): void {
    this.keep(sha256, body)
  }

  unseen(one: Unseen): void {
    this.gaps.add(one)
  }

  talkOf(slot: number): Talk | undefined {
    return this.talks[slot]
  }

  ensureTalk(slot: number): Talk {
    const known = this.talks[slot]
    if (known !== undefined) return known
    const talk = new Talk(this, slot, transportName(this.table.protocolOf(slot)))
    this.ring[this.freePlace()] = slot + 1
    this.talks[slot] = talk
    this.table.setState(slot, this.table.stateOf(slot) | state.active)
    return talk
  }

  deliver(slot: number, side: Side, bytes: Uint8Array, start: number, end: number, at: number): void {
    const { table } = this
    const known = table.stateOf(slot)
    if ((known & state.decided) !== 0) return
    let talk = this.talks[slot]
    if (talk === undefined) {
      const registry = this.registries[transportName(table.protocolOf(slot))]
      if (!registry.wants(bytes[start]!, table.portOf(slot, 0), table.portOf(slot, 1))) {
        this.unwanted(slot, side, known)
        return
      }
      talk = this.ensureTalk(slot)
    }
    const from = (((known & state.turned) === 0) !== talk.isFound ? side : 1 - side) as Side
    if (!talk.prober.data(from, bytes, start, end, at)) this.silence(slot, talk)
  }

  missed(slot: number, side: Side, count: number): void {
    const known = this.table.stateOf(slot)
    const talk = this.talks[slot]
    // What is lost before anybody listens is the beginning.
    if (talk?.prober.dissector === undefined) this.table.setState(slot, known | state.midstream)
    talk?.prober.lost((((known & state.turned) === 0) !== talk.isFound ? side : 1 - side) as Side, count)
  }

  private tcp(slot: number, side: Side): void {
    const { table, current, streams } = this
    const { flags, at } = current
    if ((flags & tcpFlag.syn) !== 0) this.syn(slot, side)
    const known = table.stateOf(slot)
    if ((known & state.decided) === 0) {
      if (current.end > current.start || current.cut > 0)
        streams.segment(slot, side, current, (flags & tcpFlag.syn) === 0 ? current.seq : (current.seq + 1) | 0)
      if ((known & (state.holes | (state.holes << 1))) !== 0) {
        streams.reconsider(slot, side, undefined, at)
        streams.reconsider(slot, (1 - side) as Side, (flags & tcpFlag.ack) === 0 ? undefined : current.ack, at)
      }
    }
    if ((flags & (tcpFlag.fin | tcpFlag.rst)) !== 0)
      table.setState(slot, table.stateOf(slot) | ((flags & tcpFlag.fin) !== 0 ? state.fin << side : state.rst << side))
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
    this.streams.begin(slot, side, current.seq)
    const clientIsB = (side === 1) !== isAnswer
    table.setState(slot, (table.stateOf(slot) & ~(state.turned | state.midstream)) | (clientIsB ? state.turned : 0))
  }

  /** A new flow; when the table is full, one that matters least makes room. */
  private open(side: Side): number {
    const { table, current } = this
    this.flows++
    this.sweep(sweepStep)
    let slot = table.add(current.at)
    if (slot < 0) {
      this.evict()
      slot = table.add(current.at)
    }
    const midstream = current.protocol === transport.tcp && (current.flags & tcpFlag.syn) === 0 ? state.midstream : 0
    const clientIsB = isServerPort(current.sourcePort, current.targetPort) ? side === 0 : side === 1
    table.setState(slot, state.used | midstream | (clientIsB ? state.turned : 0))
    table.setFrame(slot, this.frames, this.captures.length - 1)
    return slot
  }

  /** Forgets what has been idle, a few records at a time. */
  private sweep(count: number): void {
    const { table } = this
    for (let i = 0; i < count && table.used > 0; i++) {
      this.hand = this.hand + 1 < table.used ? this.hand + 1 : 0
      const slot = this.hand
      const known = table.stateOf(slot)
      if ((known & state.used) === 0) continue
      if (this.current.at - table.lastOf(slot) > patience(known, table.protocolOf(slot))) this.close(slot)
    }
  }

  private evict(): void {
    const { table } = this
    let worst = -1
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < 64; i++) {
      this.hand = this.hand + 1 < table.used ? this.hand + 1 : 0
      const known = table.stateOf(this.hand)
      if ((known & state.used) === 0) continue
      // Those that somebody listens to count as if they had spoken an hour later.
      const worth = table.lastOf(this.hand) + ((known & state.active) === 0 ? 0 : 3600e6)
      if (worth >= least) continue
      least = worth
      worst = this.hand
    }
    if (worst < 0) return
    this.evicted++
    this.close(worst)
  }

  private close(slot: number): void {
    this.end(slot)
    this.table.remove(slot)
  }

  private end(slot: number): void {
    const talk = this.talks[slot]
    if (talk !== undefined) {
      this.streams.finish(slot, this.now)
      if (this.talks[slot] !== undefined) talk.prober.end()
      this.drop(slot, talk)
    }
    this.observer?.flow(this.table, slot)
  }

  private drop(slot: number, talk: Talk): void {
    const { dissector } = talk.prober
    if (dissector !== undefined) this.table.setDissector(slot, this.dissectors.indexOf(dissector) + 1)
    this.streams.release(talk)
    this.talks[slot] = undefined
  }

  /** Nothing more is wanted of this flow: from now on it is only counted. */
  private silence(slot: number, talk: Talk): void {
    this.drop(slot, talk)
    this.table.setState(slot, (this.table.stateOf(slot) & ~(state.active | state.holes | (state.holes << 1))) | state.decided)
  }

  /** A place in the ring: a free one, else that of a conversation that has told nothing so far, else of the oldest. */
  private freePlace(): number {
    const { ring } = this
    for (let i = 0; i < spared; i++) {
      this.ringHand = (this.ringHand + 1) & (mostTalks - 1)
      const talk = this.talks[ring[this.ringHand]! - 1]
      if (talk === undefined) return this.ringHand
      if (!talk.hasTold) break
    }
    const slot = ring[this.ringHand]! - 1
    const talk = this.talks[slot]
    if (talk !== undefined) {
      this.evicted++
      talk.prober.end()
      this.silence(slot, talk)
    }
    return this.ringHand
  }

  /** Nobody would look at these bytes: three times on both sides, and the flow is decided. */
  private unwanted(slot: number, side: Side, known: number): void {
    const shift = 2 * side
    const mine = Math.min(3, ((known >>> (12 + shift)) & 3) + 1)
    const other = (known >>> (14 - shift)) & 3
    const next = (known & ~((state.tried * 3) << shift)) | ((state.tried * mine) << shift)
    this.table.setState(slot, mine === 3 && other === 3 ? next | state.decided : next)
  }
}

function patience(known: number, protocol: number): number {
  if (protocol !== transport.tcp) return idleMicros.other
  const closed = (known & (state.rst | (state.rst << 1))) !== 0 || ((known & state.fin) !== 0 && (known & (state.fin << 1)) !== 0)
  return closed ? idleMicros.closed : idleMicros.tcp
}

/** Without a SYN: the sender is the server when its port is a service's and the other's is not. */
function isServerPort(source: number, target: number): boolean {
  if (source < 1024) return target >= 1024
  return source < 32_768 && target >= 32_768
}
