// Bytes that come in pieces, taken in runs of whatever length a format asks for.
import { concat } from '../../core/bytes.ts'

const nothing: Uint8Array = new Uint8Array()

export class ByteFeed {
  /** How many bytes were taken. */
  taken = 0
  private piece: Uint8Array = nothing
  private at = 0
  private readonly next: () => Uint8Array | undefined

  /** `next` gives the input in pieces, undefined at its end. */
  constructor(next: () => Uint8Array | undefined) {
    this.next = next
  }

  /** undefined when the input ends before. */
  take(count: number): Uint8Array | undefined {
    const parts: Uint8Array[] = []
    let missing = count
    while (missing > this.piece.length - this.at) {
      const rest = this.piece.subarray(this.at)
      if (rest.length > 0) parts.push(rest)
      missing -= rest.length
      const piece = this.next()
      if (piece === undefined) {
        this.piece = nothing
        this.at = 0
        return undefined
      }
      this.piece = piece
      this.at = 0
    }
    const last = this.piece.subarray(this.at, this.at + missing)
    this.at += missing
    this.taken += count
    return parts.length === 0 ? last : concat([...parts, last])
  }

  byte(): number | undefined {
    return this.take(1)?.[0]
  }
}
