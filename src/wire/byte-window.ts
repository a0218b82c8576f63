// Looks for the virtual patches of a protocol in the first bytes of one side, whatever their segments: for streams whose messages are not cut.
import type { Conversation, Flow, Side } from '../core/dissector.ts'
import { latin } from './head.ts'
import { Orders } from './orders.ts'

/** Bytes of one side that are looked at: a gadget's classes stand at the front. */
const most = 32 << 10

export class ByteWindow {
  private readonly orders: Orders
  private readonly sides: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)]
  private readonly lengths: [number, number] = [0, 0]
  private asked = 0

  constructor(flow: Flow, protocol: string) {
    this.orders = new Orders(flow, protocol)
  }

  /** False once both sides have said enough, or an attack was told. */
  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const old = this.lengths[from]
    const fresh = Math.min(end - start, most - old)
    if (fresh > 0) {
      const length = old + fresh
      if (length > this.sides[from].length) {
        const larger = new Uint8Array(Math.min(most, Math.max(length, 2048, this.sides[from].length * 2)))
        larger.set(this.sides[from].subarray(0, old))
        this.sides[from] = larger
      }
      this.sides[from].set(bytes.subarray(start, start + fresh), old)
      this.lengths[from] = length
      // A name may be cut by the segments: look a little back.
      if (this.isHit(from, Math.max(0, old - 200))) return false
    }
    return this.lengths[0] < most || this.lengths[1] < most
  }

  private isHit(from: Side, start: number): boolean {
    const side = this.sides[from].subarray(start, this.lengths[from])
    if (!this.orders.suspects(side)) return false
    const text = latin(side, 0, side.length)
    const lower = text.toLowerCase()
    return this.orders.said(name => (name === 'body' ? lower : ''), this.asked++, '', text.replace(/[^\x20-\x7e]+/g, ' ').trim())
  }
}

/** A conversation of which nothing but that is wanted; its first bytes say which protocol's patches to ask. */
export class WindowTalk implements Conversation {
  private readonly flow: Flow
  private readonly protocolOf: (bytes: Uint8Array, start: number, end: number) => string
  private window: ByteWindow | undefined

  constructor(flow: Flow, protocolOf: WindowTalk['protocolOf']) {
    this.flow = flow
    this.protocolOf = protocolOf
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number): boolean {
    this.window ??= new ByteWindow(this.flow, this.protocolOf(bytes, start, end))
    return this.window.data(from, bytes, start, end)
  }
}
