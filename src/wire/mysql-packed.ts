// The compressed protocol of MySQL and MariaDB: packets of seven bytes of head and zlib or zstd, in which lie those of the ordinary protocol, cut anywhere.
import { constants, inflateSync, zstdDecompressSync } from 'node:zlib'
import { Frames } from './frames.ts'

/** Unpacked size of one packet that is looked into; nothing longer than a library in hexadecimal is of interest. */
const mostUnpacked = 1 << 20

export type Packing = 'zlib' | 'zstd'

export class MysqlPacked {
  private readonly frames = new Frames(7, head => head[0]! | (head[1]! << 8) | (head[2]! << 16))
  private readonly packing: Packing

  constructor(packing: Packing) {
    this.packing = packing
  }

  /** Calls `plain` with what was packed, or with how many bytes of it could not be unpacked; false from it stops. */
  push(bytes: Uint8Array, start: number, end: number, plain: (bytes: Uint8Array, missing: number) => boolean): boolean {
    return this.frames.push(bytes, start, end, (head, body, length) => {
      const size = head[4]! | (head[5]! << 8) | (head[6]! << 16)
      // Short packets are not packed at all; of a long one only the beginning was kept.
      if (size === 0) return body.length === length ? plain(body, 0) : plain(body.subarray(0, keptHead), length - keptHead)
      const whole = size > mostUnpacked ? undefined : this.unpacked(body.length === length ? body : body.subarray(0, keptHead))
      return whole === undefined ? plain(nothing, size) : plain(whole, Math.max(0, size - whole.length))
    })
  }

  lost(count: number): boolean {
    return this.frames.lost(count)
  }

  private unpacked(bytes: Uint8Array): Uint8Array | undefined {
    try {
      return this.packing === 'zlib'
        ? inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked })
        : zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_flush, maxOutputLength: mostUnpacked })
    } catch {
      return undefined
    }
  }
}

const nothing = new Uint8Array(0)
/** What Frames keeps of the beginning of a long body. */
const keptHead = 8 << 10
