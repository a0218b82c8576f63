// TZif, the compiled time zones of /usr/share/zoneinfo and /etc/localtime (RFC 9636, versions 1 to 4).
import { textOf } from '../../core/bytes.ts'
import { offsetByRule, parsePosixTz, type ZoneRule } from './posix-tz.ts'

export interface TimeZone {
  /** Seconds since 1970 at which the offset changes, in order, and the offset from then on in seconds east of Greenwich. */
  readonly times: readonly number[]
  readonly offsets: readonly number[]
  /** Before the first change. */
  readonly first: number
  /** After the last one. */
  readonly rule?: ZoneRule | undefined
  /** Times count leap seconds ("right/…"): up to half a minute off. */
  readonly leaps: boolean
}

const headerLength = 44
const most = 4096

/** undefined for what is none, or is damaged. */
export function parseTzif(bytes: Uint8Array): TimeZone | undefined {
  const old = blockAt(bytes, 0, 4)
  if (old === undefined || bytes[4] === 0) return old?.zone
  const block = blockAt(bytes, old.end, 8)
  if (block === undefined) return undefined
  const footer = bytes.subarray(block.end, block.end + 256)
  const end = footer.indexOf(10, 1)
  const rule = footer[0] === 10 && end > 0 ? parsePosixTz(textOf(footer.subarray(1, end))) : undefined
  return { ...block.zone, rule }
}

function blockAt(bytes: Uint8Array, start: number, width: 4 | 8): { zone: TimeZone; end: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (start + headerLength > bytes.length || textOf(bytes.subarray(start, start + 4)) !== 'TZif') return undefined
  const [utc = 0, standard = 0, leaps = 0, times = 0, types = 0, chars = 0] = [0, 1, 2, 3, 4, 5].map(i =>
    view.getUint32(start + 20 + 4 * i),
  )
  if (times > most || types < 1 || types > 256 || Math.max(chars, leaps, standard, utc) > most) return undefined
  const at = start + headerLength
  const kinds = at + times * width
  const infos = kinds + times
  const end = infos + types * 6 + chars + leaps * (width + 4) + standard + utc
  if (end > bytes.length) return undefined
  const offsetOf = (type: number): number => (type < types ? view.getInt32(infos + 6 * type) : 0)
  const numbers = Array.from({ length: times }, (_, i) => i)
  const zone: TimeZone = {
    times: numbers.map(i => (width === 4 ? view.getInt32(at + 4 * i) : Number(view.getBigInt64(at + 8 * i)))),
    offsets: numbers.map(i => offsetOf(bytes[kinds + i]!)),
    first: offsetOf(0),
    leaps: leaps > 0,
  }
  return zone.times.some((time, i) => i > 0 && time <= zone.times[i - 1]!) ? undefined : { zone, end }
}

/** Seconds east of Greenwich at an instant (milliseconds since 1970). */
export function offsetAt({ times, offsets, first, rule }: TimeZone, ms: number): number {
  const seconds = ms / 1000
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= seconds) low = middle + 1
    else high = middle
  }
  if (low === times.length && rule !== undefined) return offsetByRule(rule, ms)
  return low === 0 ? first : offsets[low - 1]!
}
