// The one endless gRPC stream between a miner and a node of Kaspa or its forks.
import { textOf } from '../../core/bytes.ts'
import type { Conversation, Flow, Side } from '../../core/dissector.ts'
import { kaspadMessage } from '../../parse/protocols/kaspad-message.ts'
import { Frames } from '../frames.ts'
import { Ledger } from '../mining/ledger.ts'

/** Whether it is packed, and its length (github.com/grpc/grpc doc/PROTOCOL-HTTP2.md). */
const headSize = 5
const longest = 32 << 20
const mostShown = 400

export class KaspadStream implements Conversation {
  private readonly frames: readonly [Frames, Frames] = [grpc(), grpc()]
  private readonly ledger: Ledger

  constructor(flow: Flow) {
    this.ledger = new Ledger(flow)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    return this.frames[from].push(bytes, start, end, (head, body) => {
      const message = head[0] === 0 ? kaspadMessage(body) : undefined
      if (message !== undefined) this.ledger.take(from, message, textOf(body.subarray(0, mostShown)))
      return true
    })
  }

  end(): void {
    this.ledger.tell()
  }
}

function grpc(): Frames {
  return new Frames(headSize, head => {
    const length = head[1]! * 2 ** 24 + (head[2]! << 16) + (head[3]! << 8) + head[4]!
    return head[0]! > 1 || length > longest ? -1 : length
  })
}
