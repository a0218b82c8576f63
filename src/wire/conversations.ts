// Who listens to which flow: a conversation begins with the first bytes that somebody may want, within bounds, and ends with its flow or as soon as nobody wants more.
import type { Dissector, Side } from '../core/dissector.ts'
import { type FlowRecords, state, transportName } from './flow/records.ts'
import { type Receiver, Streams } from './streams.ts'
import { type Stage, Talk } from './talk.ts'

/** Flows listened to at once: each costs kilobytes, a flow that is only counted a few hundred bytes. */
const mostTalks = 1 << 14
/** Looked at for one that has told nothing yet, before one that has must go. */
const spared = 32

export class Conversations implements Receiver {
  readonly table: FlowRecords
  readonly streams: Streams
  /** Given up before their end, for there were too many. */
  givenUp = 0
  private readonly stage: Stage
  private readonly dissectors: readonly Dissector[]
  private readonly talks: (Talk | undefined)[]
  /** Slots of the talks, plus one, in the order in which they began. */
  private readonly ring = new Int32Array(mostTalks)
  private hand = 0

  /** `capacity`: of the table. */
  constructor(stage: Stage, dissectors: readonly Dissector[], capacity: number) {
    this.stage = stage
    this.table = stage.table
    this.dissectors = dissectors
    this.talks = new Array<Talk | undefined>(capacity).fill(undefined)
    this.streams = new Streams(this)
  }

  talkOf(slot: number): Talk | undefined {
    return this.talks[slot]
  }

  ensureTalk(slot: number): Talk {
    const known = this.talks[slot]
    if (known !== undefined) return known
    const talk = new Talk(this.stage, slot, transportName(this.table.protocolOf(slot)))
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
      const registry = this.stage.registries[transportName(table.protocolOf(slot))]
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

  acknowledged(slot: number, side: Side, count: number, at: number): void {
    const talk = this.talks[slot]
    if (talk === undefined) return
    const isTurned = (this.table.stateOf(slot) & state.turned) !== 0
    if (!talk.prober.acknowledged((isTurned === talk.isFound ? side : 1 - side) as Side, count, at)) this.silence(slot, talk)
  }

  /** The flow is over. */
  end(slot: number, at: number): void {
    const talk = this.talks[slot]
    if (talk === undefined) return
    this.streams.finish(slot, at)
    if (this.talks[slot] !== undefined) talk.prober.end()
    this.drop(slot, talk)
  }

  /** All was said, though the flow is not forgotten yet. */
  over(slot: number, at: number): void {
    this.end(slot, at)
    this.table.setState(slot, (this.table.stateOf(slot) & ~state.active) | state.decided)
  }

  /** Nothing more is wanted of this flow: from now on it is only counted. */
  private silence(slot: number, talk: Talk): void {
    this.drop(slot, talk)
    this.table.setState(slot, (this.table.stateOf(slot) & ~(state.active | state.holes | (state.holes << 1))) | state.decided)
  }

  private drop(slot: number, talk: Talk): void {
    const { dissector } = talk.prober
    if (dissector !== undefined) this.table.setDissector(slot, this.dissectors.indexOf(dissector) + 1)
    this.streams.release(talk)
    this.talks[slot] = undefined
  }

  /** A place in the ring: a free one, else that of a conversation that has told nothing so far, else of the oldest. */
  private freePlace(): number {
    const { ring } = this
    for (let i = 0; i < spared; i++) {
      this.hand = (this.hand + 1) & (mostTalks - 1)
      const talk = this.talks[ring[this.hand]! - 1]
      if (talk === undefined) return this.hand
      if (!talk.hasTold) break
    }
    const slot = ring[this.hand]! - 1
    const talk = this.talks[slot]
    if (talk !== undefined) {
      this.givenUp++
      talk.prober.end()
      this.silence(slot, talk)
    }
    return this.hand
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
