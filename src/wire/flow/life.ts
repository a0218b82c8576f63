// When flows begin and when they are forgotten: idle ones a few at a time, and one that matters least when the table is full.
import type { Side } from '../../core/dissector.ts'
import { type Packet, tcpFlag, transport } from '../decode/packet.ts'
import { state } from './records.ts'
import type { FlowTable } from './table.ts'

/** Idle flows are forgotten after this long: a miner says something every minute, xmrig-proxy waits ten. */
const idleMicros = { tcp: 1200e6, other: 180e6, closed: 10e6 } as const
/** Records looked at for each new flow, so that forgetting keeps pace with beginning. */
const sweepStep = 4
/** Records that are weighed when one must go. */
const weighed = 64
/** Those that somebody listens to count as if they had spoken an hour later. */
const listenedMicros = 3600e6

export class FlowLife {
  /** Forgotten before their end. */
  evicted = 0
  private readonly table: FlowTable
  private readonly ended: (slot: number) => void
  private hand = 0

  /** `ended` is told of every flow before its record is freed. */
  constructor(table: FlowTable, ended: (slot: number) => void) {
    this.table = table
    this.ended = ended
  }

  /** A record for the packet whose flow is not known yet. */
  begin(packet: Packet, side: Side): number {
    const { table } = this
    for (let i = 0; i < sweepStep && table.used > 0; i++) this.sweep(packet.at)
    let slot = table.add(packet.at)
    if (slot < 0) {
      this.evict()
      slot = table.add(packet.at)
    }
    const midstream = packet.protocol === transport.tcp && (packet.flags & tcpFlag.syn) === 0 ? state.midstream : 0
    const clientIsB = isServerPort(packet.sourcePort, packet.targetPort) ? side === 0 : side === 1
    table.setState(slot, state.used | midstream | (clientIsB ? state.turned : 0))
    return slot
  }

  /** The capture is over. */
  finish(): void {
    for (let slot = 0; slot < this.table.used; slot++) if ((this.table.stateOf(slot) & state.used) !== 0) this.close(slot)
  }

  /** Looks at the next record. */
  private sweep(at: number): void {
    const { table } = this
    const slot = this.next()
    const known = table.stateOf(slot)
    if ((known & state.used) !== 0 && at - table.lastOf(slot) > patience(known, table.protocolOf(slot))) this.close(slot)
  }

  private evict(): void {
    const { table } = this
    let worst = -1
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < weighed; i++) {
      const slot = this.next()
      const known = table.stateOf(slot)
      if ((known & state.used) === 0) continue
      const worth = table.lastOf(slot) + ((known & state.active) === 0 ? 0 : listenedMicros)
      if (worth >= least) continue
      least = worth
      worst = slot
    }
    if (worst < 0) return
    this.evicted++
    this.close(worst)
  }

  private next(): number {
    this.hand = this.hand + 1 < this.table.used ? this.hand + 1 : 0
    return this.hand
  }

  private close(slot: number): void {
    this.ended(slot)
    this.table.remove(slot)
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
