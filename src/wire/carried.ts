// What lies inside a carrier, once the carrier has been taken off: an unknown conversation until somebody knows it.
import type { Caller, Conversation, Flow, Side } from '../core/dissector.ts'

export class Carried implements Conversation {
  private readonly inner: Conversation
  private isWanted = true

  constructor(flow: Flow, carrier: string, caller?: Caller) {
    this.inner = flow.inner(carrier, caller)
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    if (this.isWanted && start < end) this.isWanted = this.inner.data(from, bytes, start, end, at)
    return this.isWanted
  }

  lost(from: Side, count: number): void {
    if (this.isWanted) this.inner.lost?.(from, count)
  }

  end(): void {
    if (this.isWanted) this.inner.end?.()
  }
}
