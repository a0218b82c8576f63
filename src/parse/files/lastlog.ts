// lastlog(5): one record per uid, 292 bytes with a 32-bit time or 296 with a 64-bit one; the file is sparse and is read record by record.
import { textOf } from '../../core/bytes.ts'

export interface LastlogRecord {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly tty: string
  readonly host: string
}

/** Sizes of a record: x86, 32-bit and ppc64 first, then aarch64, s390x, riscv64. */
export const lastlogSizes = [292, 296] as const

/** undefined for a user who never logged in, and for bytes that are no record. */
export function parseLastlog(record: Uint8Array, littleEndian = true): LastlogRecord | undefined {
  if (record.length !== 292 && record.length !== 296) return undefined
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  const start = record.length - 288
  const seconds = start === 4 ? view.getUint32(0, littleEndian) : Number(view.getBigInt64(0, littleEndian))
  const tty = field(record.subarray(start, start + 32))
  const host = field(record.subarray(start + 32))
  if (seconds < 315_532_800 || seconds >= 4_294_967_296 || tty === undefined || host === undefined) return undefined
  return { at: seconds * 1000, tty, host }
}

/** NUL-padded printable text; undefined when anything but NUL follows the first NUL. */
function field(bytes: Uint8Array): string | undefined {
  const nul = bytes.indexOf(0)
  const text = nul < 0 ? bytes : bytes.subarray(0, nul)
  if (text.some(byte => byte < 32 || byte === 127)) return undefined
  return nul < 0 || bytes.subarray(nul).every(byte => byte === 0) ? textOf(text) : undefined
}
