// TCP in its order: each side's bytes once, the first that came; holes are waited for within bounds and then told as lost.
import type { Side } from '../core/dissector.ts'
import type { Packet } from './decode/packet.ts'
import { HoleBudget, Holes } from './flow/holes.ts'
import { type FlowRecords, state } from './flow/records.ts'
import type { Talk } from './talk.ts'

/** Further away from what is expected is no segment of this stream, unless the next one continues it. */
const window = 8 << 20
/** A hole that the other side has acknowledged was missed by the capture, not by the receiver; frames may be swapped a little all the same. */
const swapMicros = 50e3
const swapSegments = 16
/** Without acknowledgements (one side captured): how long a retransmission may take. */
const patienceMicros = 5e6
const budgetBytes = 32 << 20

/** Who takes the bytes of a side in their order. */
export interface Receiver {
  readonly table: FlowRecords
  talkOf(slot: number): Talk | undefined
  /** A talk for the slot, for holes that have to be kept. */
  ensureTalk(slot: number): Talk
  deliver(slot: number, side: Side, bytes: Uint8Array, start: number, end: number, at: number): void
  missed(slot: number, side: Side, count: number): void
  acknowledged(slot: number, side: Side, count: number, at: number): void
}

export class Streams {
  readonly budget = new HoleBudget(budgetBytes)
  retransmitted = 0
  lostBytes = 0
  private readonly table: FlowRecords
  private readonly receiver: Receiver

  constructor(receiver: Receiver) {
    this.receiver = receiver
    this.table = receiver.table
  }

  /** SYN: the sequence numbers of that side are known. */
  begin(slot: number, side: number, seq: number): void {
    this.table.setNext(slot, side, (seq + 1) | 0)
    this.table.setState(slot, this.table.stateOf(slot) | ((state.synced | state.syn) << side))
  }

  segment(slot: number, side: Side, packet: Packet, seq: number): void {
    const { table } = this
    const { start, end, bytes, at, cut } = packet
    const length = end - start + cut
    const known = table.stateOf(slot)
    if ((known & (state.synced << side)) === 0) {
      table.setState(slot, known | (state.synced << side))
      table.setNext(slot, side, seq)
    }
    let ahead = (seq - table.nextOf(slot, side)) | 0
    if (ahead > window || ahead < -window) {
      const continues = table.strayOf(slot, side) === seq
      table.setStray(slot, side, (seq + length) | 0)
      if (!continues) return
      this.resync(slot, side, seq, ahead)
      ahead = 0
    }
    if (ahead <= 0) {
      if (ahead + length <= 0) {
        this.retransmitted++
        return
      }
      table.setNext(slot, side, (seq + length) | 0)
      const from = start - ahead
      if (from < end) this.receiver.deliver(slot, side, bytes, from, end, at)
      if (cut > 0) this.lose(slot, side, from < end ? cut : length + ahead)
      if ((table.stateOf(slot) & (state.holes << side)) !== 0) this.drain(slot, side, at)
      return
    }
    this.hold(slot, side, packet, seq)
  }

  /** Of a side that was not captured only what the other acknowledges is known. */
  acknowledged(slot: number, side: Side, ack: number, at: number): void {
    const { table } = this
    const count = (ack - table.strayOf(slot, side)) | 0
    table.setStray(slot, side, ack)
    if (count > 0 && count < window) this.receiver.acknowledged(slot, side, count, at)
  }

  /** The other side's acknowledgement, and time, decide about a hole. */
  reconsider(slot: number, side: Side, ack: number | undefined, at: number): void {
    const holes = this.receiver.talkOf(slot)?.holes[side]
    if (holes === undefined) return
    const missing = (holes.firstSeq - this.table.nextOf(slot, side)) | 0
    const isAcknowledged = ack !== undefined && ((ack - this.table.nextOf(slot, side)) | 0) >= missing
    const waited = at - holes.since
    const isOver = isAcknowledged ? waited > swapMicros || holes.count >= swapSegments : waited > patienceMicros
    if (isOver || holes.isFull) this.giveUp(slot, side, at)
  }

  /** The stream is over: what waits is delivered with its holes told. */
  finish(slot: number, at: number): void {
    while ((this.table.stateOf(slot) & state.holes) !== 0) this.giveUp(slot, 0, at)
    while ((this.table.stateOf(slot) & (state.holes << 1)) !== 0) this.giveUp(slot, 1, at)
  }

  /** Nobody listens any more. */
  release(talk: Talk): void {
    const { holes } = talk
    holes[0]?.release()
    holes[1]?.release()
    holes[0] = holes[1] = undefined
  }

  private hold(slot: number, side: Side, { bytes, start, end, at }: Packet, seq: number): void {
    const talk = this.receiver.ensureTalk(slot)
    const holes = talk.holes[side] ?? new Holes(at, this.budget)
    talk.holes[side] = holes
    this.table.setState(slot, this.table.stateOf(slot) | (state.holes << side))
    holes.add(seq, bytes, start, end)
    if (holes.isFull) this.giveUp(slot, side, at)
  }

  private giveUp(slot: number, side: Side, at: number): void {
    const holes = this.receiver.talkOf(slot)?.holes[side]
    if (holes === undefined) {
      this.clear(slot, side)
      return
    }
    const missing = (holes.firstSeq - this.table.nextOf(slot, side)) | 0
    if (missing > 0) {
      this.table.setNext(slot, side, holes.firstSeq)
      this.lose(slot, side, missing)
    }
    this.drain(slot, side, at)
  }

  private drain(slot: number, side: Side, at: number): void {
    const talk = this.receiver.talkOf(slot)
    const holes = talk?.holes[side]
    if (talk === undefined || holes === undefined) {
      this.clear(slot, side)
      return
    }
    for (let bytes = holes.take(this.table.nextOf(slot, side)); bytes !== undefined; bytes = holes.take(this.table.nextOf(slot, side))) {
      this.table.setNext(slot, side, (this.table.nextOf(slot, side) + bytes.length) | 0)
      this.receiver.deliver(slot, side, bytes, 0, bytes.length, at)
    }
    talk.holes[side] = holes.count === 0 ? undefined : holes
    if (holes.count === 0) this.clear(slot, side)
  }

  private resync(slot: number, side: Side, seq: number, ahead: number): void {
    const talk = this.receiver.talkOf(slot)
    talk?.holes[side]?.release()
    if (talk !== undefined) talk.holes[side] = undefined
    this.clear(slot, side)
    this.table.setNext(slot, side, seq)
    this.lose(slot, side, Math.max(1, ahead))
  }

  private lose(slot: number, side: Side, count: number): void {
    this.lostBytes += count
    this.receiver.missed(slot, side, count)
  }

  private clear(slot: number, side: Side): void {
    this.table.setState(slot, this.table.stateOf(slot) & ~(state.holes << side))
  }
}
