// Unpacks one side of a stream that is gzip, as far as it has come. Node has no synchronous stream for it, so what was packed is kept and unpacked again: for small talk only.
import { constants, gunzipSync } from 'node:zlib'
import { concat } from '../core/bytes.ts'

const mostPacked = 64 << 10
const mostUnpacked = 4 << 20
/** Of all that was unpacked again and again: bounds the time that a hostile peer can cost. */
const mostWork = 64 << 20

export class Gunzip {
  private packed: Uint8Array = new Uint8Array(0)
  private told = 0
  private work = 0

  /** What is new; undefined when it is no gzip, or becomes too much. */
  push(bytes: Uint8Array): Uint8Array | undefined {
    if (this.packed.length + bytes.length > mostPacked) return undefined
    this.packed = concat([this.packed, bytes])
    if (this.packed.length < 18) return new Uint8Array(0)
    try {
      const whole = gunzipSync(this.packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked })
      const fresh = whole.subarray(this.told)
      this.told = whole.length
      this.work += whole.length
      return this.work > mostWork ? undefined : fresh
    } catch {
      return undefined
    }
  }
}
