// A large file as if it lay in memory: read in overlapping pieces, of which the ones used last are kept.
import type { ReadBytes } from '../../core/log-format.ts'

/** Bytes read at once: many for whoever reads from the beginning to the end, few for whoever looks here and there. */
export const pieces = { long: 1 << 18, short: 1 << 14 } as const
/** A struct that begins in a piece ends in it when it is no longer than this. */
const overlap = 1 << 14
const mostKept = 12 << 20

export class Pages {
  readonly size: number
  /** The piece that the last `seek` found. */
  bytes: Uint8Array = new Uint8Array(0)
  view: DataView = new DataView(new ArrayBuffer(0))
  #number = -1
  readonly #step: number
  readonly #at: ReadBytes
  readonly #pieces = new Map<number, Uint8Array>()

  constructor(at: ReadBytes, size: number, step: number = pieces.long) {
    this.#step = step
    this.#at = at
    this.size = size
  }

  /** Where `length` bytes (16 KiB at most) from `offset` stand in `bytes` and `view`; -1 when the file does not hold them all. */
  seek(offset: number, length: number): number {
    const number = Math.floor(offset / this.#step)
    if (number !== this.#number && !this.#turnTo(number)) return -1
    const at = offset - number * this.#step
    return at + length <= this.bytes.length && at >= 0 ? at : -1
  }

  /** Any number of bytes; not to be kept, for they may be part of a piece. Fewer where the file ends. */
  slice(offset: number, length: number): Uint8Array {
    if (length > overlap) return this.#at(offset, Math.min(length, this.size - offset)) ?? new Uint8Array(0)
    const at = this.seek(offset, length)
    if (at >= 0) return this.bytes.subarray(at, at + length)
    const left = this.size - offset
    const rest = left > 0 && left < length ? this.seek(offset, left) : -1
    return rest < 0 ? new Uint8Array(0) : this.bytes.subarray(rest, rest + left)
  }

  /** A 64-bit number at an index that `seek` gave; beyond 2^53 it is no longer exact, and too large for any file. */
  u64(at: number): number {
    return this.view.getUint32(at + 4, true) * 0x1_0000_0000 + this.view.getUint32(at, true)
  }

  #turnTo(number: number): boolean {
    if (!Number.isSafeInteger(number) || number < 0 || number * this.#step >= this.size) return false
    let bytes = this.#pieces.get(number)
    if (bytes === undefined) {
      bytes = this.#at(number * this.#step, Math.min(this.#step + overlap, this.size - number * this.#step))
      if (bytes === undefined) return false
      if (this.#pieces.size * this.#step >= mostKept) this.#pieces.delete(this.#pieces.keys().next().value!)
    } else this.#pieces.delete(number)
    this.#pieces.set(number, bytes)
    this.#number = number
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return true
  }
}
