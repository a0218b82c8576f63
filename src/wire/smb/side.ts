// One side of SMB over TCP: cuts it into messages; the beginning of each is kept, the rest is told in pieces.

/** A message's header and parameters, and small files with all of them in one chain. */
const mostKept = 4 << 10

export interface SmbReader {
  /** The beginning of a message, valid during the call, and how long all of it is. False: no more is wanted. */
  message(beginning: Uint8Array, length: number): boolean
  /** More of the same message. */
  rest(bytes: Uint8Array, start: number, end: number): void
}

export class SmbSide {
  private readonly reader: SmbReader
  private readonly head = new Uint8Array(4)
  private held = 0
  private kept = new Uint8Array(256)
  private length = 0
  private seen = 0

  constructor(reader: SmbReader) {
    this.reader = reader
  }

  push(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start
    while (at < end) {
      if (this.held < 4) {
        this.head[this.held++] = bytes[at++]!
        if (this.held === 4 && !this.begin()) return false
        continue
      }
      const most = Math.min(this.length, mostKept)
      const stop = Math.min(end, at + (this.seen < most ? most : this.length) - this.seen)
      if (this.seen < most) this.keep(bytes.subarray(at, stop))
      else this.reader.rest(bytes, at, stop)
      const wasKept = this.seen < most
      this.seen += stop - at
      at = stop
      if (wasKept && this.seen === most && !this.reader.message(this.kept.subarray(0, most), this.length)) return false
      if (this.seen === this.length) this.held = 0
    }
    return true
  }

  /** Bytes are missing: false when it cannot be told where the next message begins. */
  lost(count: number): boolean {
    if (this.held < 4 || this.seen < Math.min(this.length, mostKept) || count > this.length - this.seen) return false
    this.seen += count
    if (this.seen === this.length) this.held = 0
    return true
  }

  private begin(): boolean {
    const { head } = this
    // Session messages; keep-alives have no body.
    if (head[0] !== 0 && head[0] !== 0x85) return false
    this.length = (head[1]! << 16) | (head[2]! << 8) | head[3]!
    this.seen = 0
    if (this.length === 0) this.held = 0
    return true
  }

  private keep(part: Uint8Array): void {
    const size = this.seen + part.length
    if (size > this.kept.length) {
      const larger = new Uint8Array(Math.min(mostKept, Math.max(size, this.kept.length * 4)))
      larger.set(this.kept.subarray(0, this.seen))
      this.kept = larger
    }
    this.kept.set(part, this.seen)
  }
}
