// The beginning of one body, kept in a buffer that is used again and again; all connections together keep no more than a bound.
import { giveBack, widened } from '../rooms.ts'

/** Attackers put 128 KiB of padding in front: firewalls for the web look at no more. */
const most = 192 << 10
/** Where many bodies are kept at once, only beginnings of this size. */
const least = 4 << 10
const mostTogether = 64 << 20
let together = 0

const nothing = new Uint8Array(0)

export class Kept {
  private bytes: Uint8Array = nothing
  private length = 0
  /** Bytes that came and were not kept. */
  missed = 0

  add(bytes: Uint8Array, start: number, end: number, limit = most): void {
    const room = Math.max(0, Math.min(end - start, limit - this.length))
    const size = this.length + room
    if (size > this.bytes.length && !this.grow(size, limit)) {
      this.missed += end - start
      return
    }
    this.missed += end - start - room
    this.bytes.set(bytes.subarray(start, start + room), this.length)
    this.length = size
  }

  get view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** Gives the buffer back. */
  clear(): void {
    together -= this.bytes.length
    giveBack(this.bytes)
    this.bytes = nothing
    this.length = 0
    this.missed = 0
  }

  private grow(size: number, limit: number): boolean {
    const wanted = Math.min(limit, Math.max(1024, size * 2))
    if (size > least && together + wanted > mostTogether) return false
    together -= this.bytes.length
    this.bytes = widened(this.bytes, this.length, wanted)
    together += this.bytes.length
    return true
  }
}
