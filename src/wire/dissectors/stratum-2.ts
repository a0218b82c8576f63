// Stratum V2 in clear: binary frames between a miner and a pool or proxy of the same network.
import type { Conversation, Dissector, Flow, Side } from '../../core/dissector.ts'
import { frameHead, frameLength, frameMessage, isSetup, sharesAccepted } from '../../parse/protocols/stratum-2.ts'
import { Ledger } from '../mining/ledger.ts'

export const stratum2: Dissector = {
  id: 'stratum-2',
  summary: { zh: '明文 Stratum V2 挖矿协议', en: 'stratum V2 mining protocol in clear' },
  techniques: ['T1496.001', 'T1071'],
  references: ['https://github.com/stratum-mining/sv2-spec/blob/main/05-Mining-Protocol.md'],
  over: 'tcp',
  starts: '\0',
  probe: (bytes, start, end, from) => (from === 0 ? isSetup(bytes, start, end) : 'no'),
  open: flow => new Frames(flow),
}

/** Longer frames (custom jobs with their transactions) are passed over. */
const longestBody = 4096

class FrameSide {
  readonly head = new Uint8Array(frameHead)
  body: Uint8Array = new Uint8Array(0)
  held = 0
  left = 0
}

class Frames implements Conversation {
  private readonly ledger: Ledger
  private readonly sides: readonly [FrameSide, FrameSide] = [new FrameSide(), new FrameSide()]

  constructor(flow: Flow) {
    this.ledger = new Ledger(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const side = this.sides[from]
    let at = start
    while (at < end) {
      if (side.left === 0) {
        side.head[side.held++] = bytes[at++]!
        if (side.held < frameHead) continue
        side.left = frameLength(side.head, 0)
        side.body = new Uint8Array(Math.min(side.left, longestBody))
        side.held = 0
      }
      const size = Math.min(side.left, end - at)
      const room = Math.min(size, side.body.length - side.held)
      side.body.set(bytes.subarray(at, at + room), side.held)
      side.held += room
      side.left -= size
      at += size
      if (side.left > 0) return true
      side.held = 0
      this.frame(from, side.head[2]!, side.body)
    }
    return true
  }

  /** Without its length the next frame is not found again. */
  lost(from: Side, count: number): void {
    const side = this.sides[from]
    side.left = count <= side.left ? side.left - count : Number.POSITIVE_INFINITY
    side.body = new Uint8Array(0)
    side.held = 0
  }

  end(): void {
    this.ledger.tell()
  }

  private frame(from: Side, kind: number, body: Uint8Array): void {
    const message = frameMessage(kind, body)
    if (message !== undefined) this.ledger.take(from, message, message.verb)
    else this.ledger.accept(sharesAccepted(kind, body))
  }
}
