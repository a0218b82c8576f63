// utmp(5), wtmp and btmp: fixed records of 384 bytes (x86, 32-bit) or 400 (aarch64 and others with 64-bit times), either byte order.
import { textOf } from '../../core/bytes.ts'
import { ipv6Text } from '../proc/net-address.ts'

export interface UtmpLayout {
  readonly size: 384 | 400
  readonly littleEndian: boolean
}

export interface UtmpRecord {
  /** Number of the record in the bytes given, from 0. */
  readonly index: number
  /** ut_type: 1 run level, 2 boot, 3 and 4 clock change, 5 init, 6 getty, 7 user, 8 dead. */
  readonly type: number
  readonly pid: number
  readonly tty: string
  readonly user: string
  readonly host: string
  /** '' when none was recorded. */
  readonly address: string
  /** Milliseconds since 1970; undefined when none was recorded. */
  readonly at: number | undefined
}

export interface Utmp {
  readonly layout: UtmpLayout
  readonly records: readonly UtmpRecord[]
  /** Records that no login program writes, and bytes past the last whole one. */
  readonly malformed: number
  /** Indexes of records that hold nothing but NUL bytes: what log cleaners leave. */
  readonly blank: readonly number[]
}

const layouts: readonly UtmpLayout[] = [
  { size: 384, littleEndian: true },
  { size: 400, littleEndian: true },
  { size: 384, littleEndian: false },
  { size: 400, littleEndian: false },
]

/** Records in any of the layouts: the one under which most of the bytes make sense, unless it is given. */
export function parseUtmp(bytes: Uint8Array, layout = layoutOf(bytes)): Utmp {
  const records: UtmpRecord[] = []
  const blank: number[] = []
  let malformed = bytes.length % layout.size === 0 ? 0 : 1
  for (let index = 0; (index + 1) * layout.size <= bytes.length; index++) {
    const record = utmpRecord(bytes.subarray(index * layout.size, (index + 1) * layout.size), layout, index)
    if (record === 'blank') blank.push(index)
    else if (record === 'malformed') malformed++
    else records.push(record)
  }
  return { layout, records, malformed, blank }
}

/** Of the bytes of one record: blank when all are NUL, malformed when no login program writes such. */
export function utmpRecord(raw: Uint8Array, layout: UtmpLayout, index: number): UtmpRecord | 'blank' | 'malformed' {
  if (plausible(raw, layout)) return isZero(raw, 0, raw.length) ? 'blank' : recordOf(raw, layout, index)
  return 'malformed'
}

/**
 * The layout under which the first 64 records make most sense (a record with a time more than one without), and of which the file's
 * `length` is a multiple; 384 bytes little-endian when nothing tells.
 */
export function layoutOf(bytes: Uint8Array, length = bytes.length): UtmpLayout {
  let best = layouts[0]!
  let most = 0
  for (const layout of layouts) {
    const count = Math.min(64, Math.floor(bytes.length / layout.size))
    let good = 0
    for (let i = 0; i < count; i++) {
      const raw = bytes.subarray(i * layout.size, (i + 1) * layout.size)
      if (!isZero(raw, 0, raw.length) && plausible(raw, layout)) good += secondsOf(viewOf(raw), layout) === 0 ? 1 : 2
    }
    const score = good === 0 ? 0 : good / count + (length % layout.size === 0 ? 0.5 : 0)
    if (score > most) {
      most = score
      best = layout
    }
  }
  return best
}

function places(layout: UtmpLayout) {
  return layout.size === 384
    ? { seconds: 340, micro: 344, address: 348, unused: 364 }
    : { seconds: 344, micro: 352, address: 360, unused: 376 }
}

function viewOf(raw: Uint8Array): DataView {
  return new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
}

function plausible(raw: Uint8Array, layout: UtmpLayout): boolean {
  const view = viewOf(raw)
  const { micro, unused } = places(layout)
  const type = view.getUint16(0, layout.littleEndian)
  const seconds = secondsOf(view, layout)
  return (
    type <= 9 &&
    view.getUint32(micro, layout.littleEndian) < 1_000_000 &&
    (seconds === 0 || (seconds > 315_532_800 && seconds < 4_294_967_296)) &&
    isZero(raw, unused, raw.length) &&
    printable(raw[8]!) &&
    printable(raw[44]!) &&
    printable(raw[76]!)
  )
}

const printable = (byte: number): boolean => byte === 0 || (byte >= 32 && byte !== 127)

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false
  return true
}

/** Unsigned, so that 32-bit layouts last until 2106. */
function secondsOf(view: DataView, layout: UtmpLayout): number {
  const at = places(layout).seconds
  return layout.size === 384 ? view.getUint32(at, layout.littleEndian) : Number(view.getBigInt64(at, layout.littleEndian))
}

function recordOf(raw: Uint8Array, layout: UtmpLayout, index: number): UtmpRecord {
  const view = viewOf(raw)
  const { micro, address } = places(layout)
  const seconds = secondsOf(view, layout)
  const ms = Math.floor(view.getUint32(micro, layout.littleEndian) / 1000)
  return {
    index,
    type: view.getUint16(0, layout.littleEndian),
    pid: view.getInt32(4, layout.littleEndian),
    tty: cString(raw.subarray(8, 40)),
    user: cString(raw.subarray(44, 76)),
    host: cString(raw.subarray(76, 332)),
    address: addressText(raw.subarray(address, address + 16)),
    at: seconds === 0 ? undefined : seconds * 1000 + ms,
  }
}

/** Text up to the first NUL; most names are plain, and millions of them are read. */
function cString(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length && bytes[i] !== 0; i++) {
    if (bytes[i]! > 127) return textOf(bytes.subarray(0, bytes.indexOf(0) < 0 ? bytes.length : bytes.indexOf(0)))
    text += String.fromCharCode(bytes[i]!)
  }
  return text
}

function addressText(bytes: Uint8Array): string {
  if (isZero(bytes, 0, 16)) return ''
  return isZero(bytes, 4, 16) ? `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` : ipv6Text([...bytes])
}
