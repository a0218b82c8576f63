// Cuts one side of a binary protocol into messages that tell their length beforehand; of a long one its beginning and its end are kept.

/** Bytes kept of a long message's beginning and of its end: what an order is for stands in one of the two. */
const keptHead = 8 << 10
const keptTail = 1 << 10

export class Frames {
  /** Bytes before the body; may be changed between messages. */
  headSize: number
  private readonly lengthOf: (head: Uint8Array) => number
  private readonly head = new Uint8Array(16)
  private headLength = 0
  private body = new Uint8Array(0)
  private total = 0
  private seen = -1

  /** `lengthOf`: bytes that follow the head; negative when it is none. */
  constructor(headSize: number, lengthOf: (head: Uint8Array) => number) {
    this.headSize = headSize
    this.lengthOf = lengthOf
  }

  /** Calls `each` with every whole message (`body` at most 9 KiB of it, valid during the call); false from it, or a head that is none, stop it. */
  push(bytes: Uint8Array, start: number, end: number, each: (head: Uint8Array, body: Uint8Array, length: number) => boolean): boolean {
    let at = start
    while (at < end || this.isComplete) {
      if (this.isComplete) {
        const { total } = this
        this.seen = -1
        this.headLength = 0
        if (!each(this.head, this.body.subarray(0, Math.min(total, keptHead + keptTail)), total)) return false
        continue
      }
      if (this.seen < 0) {
        this.head[this.headLength++] = bytes[at++]!
        if (this.headLength === this.headSize && !this.begin()) return false
        continue
      }
      const stop = Math.min(end, at + this.total - this.seen)
      this.keep(bytes, at, stop)
      at = stop
    }
    return true
  }

  /** Bytes are missing; false when it cannot be told where the next message begins. */
  lost(count: number): boolean {
    if (this.seen < 0 || count > this.total - this.seen) return false
    this.seen += count
    return true
  }

  private get isComplete(): boolean {
    return this.seen >= 0 && this.seen === this.total
  }

  private begin(): boolean {
    this.total = this.lengthOf(this.head)
    this.seen = 0
    if (this.total < 0) return false
    const size = Math.min(this.total, keptHead + keptTail)
    if (size > this.body.length) this.body = new Uint8Array(Math.max(size, 256))
    return true
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const { body, seen, total } = this
    const headStop = Math.min(end, start + Math.max(0, keptHead - seen))
    if (headStop > start) body.set(bytes.subarray(start, headStop), seen)
    const tailAt = total - keptTail
    const from = Math.max(headStop, start + Math.max(0, tailAt - seen))
    // What lies between is counted; a tail that overlaps the head stays where it is.
    const shift = Math.max(0, total - keptHead - keptTail)
    if (from < end) body.set(bytes.subarray(from, end), seen + (from - start) - shift)
    this.seen += end - start
  }
}
