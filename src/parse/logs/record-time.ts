// The times that records begin with, each spelling once: syslog, RFC 5424, ISO 8601, web servers, Redis, Java, auditd, Unix seconds.
import type { RecordTime } from '../../core/log-format.ts'

/** A time that stands in a line, and where the text after it begins. */
export interface Stamp {
  readonly time: RecordTime
  readonly end: number
}

const months: Readonly<Record<string, number>> = Object.fromEntries(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, i) => [name, i]),
)
/** Days before each month of a leap year. */
const daysBefore = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]
const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** 1972, in which times without a year are told. */
const leapYear = Date.UTC(1972, 0)

/** A number of so many digits; -1 when one of them is none. */
export function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** Milliseconds within the day of "hh:mm:ss"; -1 when it is none. A leap second counts as the one before. */
function clock(text: string, at: number): number {
  const hour = digits(text, at, 2)
  const minute = digits(text, at + 3, 2)
  const second = digits(text, at + 6, 2)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return -1
  return ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000
}

interface Fraction {
  readonly ms: number
  readonly grain: number
  readonly end: number
}
const whole = (end: number): Fraction => ({ ms: 0, grain: 1, end })

/** ".123" or ",123456" after the seconds. */
function fraction(text: string, at: number): Fraction {
  const mark = text.charCodeAt(at)
  if (mark !== 46 && mark !== 44) return whole(at)
  let end = at + 1
  let ms = 0
  for (let scale = 100; end < at + 10; end++, scale /= 10) {
    const digit = text.charCodeAt(end) - 48
    if (!(digit >= 0 && digit <= 9)) break
    ms += digit * scale
  }
  return end === at + 1 ? whole(at) : { ms: Math.floor(ms), grain: Math.max(0.001, 10 ** (at + 1 - end)), end }
}

interface Offset {
  /** Milliseconds east of Greenwich; undefined when no zone is named that means one offset. */
  readonly ms: number | undefined
  readonly end: number
}

/** "Z", "+08:00", "+0800", "-03", " +0000", " UTC". Names such as CST mean several zones: they are passed over. */
function offset(text: string, from: number): Offset {
  const at = text.charCodeAt(from) === 32 ? from + 1 : from
  const sign = text.charCodeAt(at)
  if (sign === 90 && at === from) return { ms: 0, end: at + 1 }
  if (sign === 43 || sign === 45) {
    const hours = digits(text, at + 1, 2)
    const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0
    const minutes = digits(text, at + 3 + colon, 2)
    if (hours < 0 || hours > 14 || minutes > 59) return { ms: undefined, end: from }
    const ms = (hours * 60 + Math.max(0, minutes)) * 60_000
    return { ms: sign === 45 ? -ms : ms, end: minutes < 0 ? at + 3 : at + 5 + colon }
  }
  const name = at === from ? '' : text.slice(at, at + 3)
  return name === 'UTC' || name === 'GMT' ? { ms: 0, end: at + 3 } : { ms: undefined, end: from }
}

function made(wall: number, grain: number, zone: number | undefined): RecordTime {
  return zone === undefined ? { ms: wall, zoned: false, grain } : { ms: wall - zone, zoned: true, grain }
}

function dayOf(year: number, month: number, day: number): number | undefined {
  if (year < 1970 || !(month >= 0 && month <= 11) || day < 1 || day > (daysIn[month] ?? 0)) return undefined
  return Date.UTC(year, month, day)
}

/** "2026-01-02T03:04:05.678+08:00" and its relatives: "2026/01/02 03:04:05", "2026-01-02 03:04:05,678", with a zone after a blank. */
export function isoStamp(text: string, at = 0): Stamp | undefined {
  const year = digits(text, at, 4)
  const mark = text.charCodeAt(at + 4)
  if (year < 0 || (mark !== 45 && mark !== 47 && mark !== 46) || text.charCodeAt(at + 7) !== mark) return undefined
  const between = text.charCodeAt(at + 10)
  if (between !== 84 && between !== 32 && between !== 58) return undefined
  const day = dayOf(year, digits(text, at + 5, 2) - 1, digits(text, at + 8, 2))
  const ms = clock(text, at + 11)
  if (day === undefined || ms < 0) return undefined
  const part = fraction(text, at + 19)
  const zone = offset(text, part.end)
  return { time: made(day + ms + part.ms, part.grain, zone.ms), end: zone.end }
}

/** "Jan  2 03:04:05" (RFC 3164), "Jan  2 2026 03:04:05", with or without a fraction. */
export function bsdStamp(text: string, at = 0): Stamp | undefined {
  const month = months[text.slice(at, at + 3)]
  if (month === undefined || text.charCodeAt(at + 3) !== 32) return undefined
  let from = text.charCodeAt(at + 4) === 32 ? at + 5 : at + 4
  const two = digits(text, from, 2)
  const day = two < 0 ? digits(text, from, 1) : two
  from += two < 0 ? 1 : 2
  if (day < 1 || day > (daysIn[month] ?? 0) || text.charCodeAt(from++) !== 32) return undefined
  const year = text.charCodeAt(from + 4) === 32 ? digits(text, from, 4) : -1
  const ms = clock(text, year < 0 ? from : from + 5)
  if (ms < 0) return undefined
  const part = fraction(text, (year < 0 ? from : from + 5) + 8)
  if (year < 0) {
    const time = {
      ms: leapYear + (daysBefore[month]! + day - 1) * 86_400_000 + ms + part.ms,
      zoned: false,
      yearless: true,
      grain: part.grain,
    }
    return { time, end: part.end }
  }
  const date = dayOf(year, month, day)
  return date === undefined ? undefined : { time: made(date + ms + part.ms, part.grain, undefined), end: part.end }
}

/** "02/Jan/2026:03:04:05 +0800" (web servers), "02 Jan 2026 03:04:05.678" (Redis), "02-Jan-2026 03:04:05.678" (Java). */
export function dayMonthStamp(text: string, at = 0): Stamp | undefined {
  const day = digits(text, at, 2)
  const month = months[text.slice(at + 3, at + 6)]
  const year = digits(text, at + 7, 4)
  const date = month === undefined || day < 1 || year < 0 ? undefined : dayOf(year, month, day)
  const ms = date === undefined ? -1 : clock(text, at + 12)
  if (date === undefined || ms < 0) return undefined
  const part = fraction(text, at + 20)
  const zone = offset(text, part.end)
  return { time: made(date + ms + part.ms, part.grain, zone.ms), end: zone.end }
}

/** "Sun Jan 02 03:04:05.678901 2026", as asctime(3) and Apache's error log have it. */
export function asctimeStamp(text: string, at = 0): Stamp | undefined {
  if (text.charCodeAt(at + 3) !== 32) return undefined
  const head = bsdStamp(text, at + 4)
  if (head === undefined || head.time.yearless !== true || text.charCodeAt(head.end) !== 32) return undefined
  const year = digits(text, head.end + 1, 4)
  const wall = new Date(head.time.ms)
  const date = year < 0 ? undefined : dayOf(year, wall.getUTCMonth(), wall.getUTCDate())
  if (date === undefined) return undefined
  return { time: made(date + (head.time.ms % 86_400_000), head.time.grain, undefined), end: head.end + 5 }
}

/** Seconds since 1970 with an optional fraction: "1700000000.123". Only years 2001 to 2286: ten digits. */
export function unixStamp(text: string, at = 0): Stamp | undefined {
  const seconds = digits(text, at, 10)
  if (seconds < 1_000_000_000 || digits(text, at + 10, 1) >= 0) return undefined
  const part = fraction(text, at + 10)
  return { time: made(seconds * 1000 + part.ms, part.grain, 0), end: part.end }
}

/** Any of the spellings, at the very beginning of a line or after its first "[" or "audit(": for coverage, and for formats that are told apart later. */
export function lineTime(line: string): RecordTime | undefined {
  const first = line.charCodeAt(0)
  if (first >= 65 && first <= 90) return (bsdStamp(line) ?? asctimeStamp(line))?.time ?? bracketed(line)
  if (first >= 48 && first <= 57) return (isoStamp(line) ?? dayMonthStamp(line) ?? unixStamp(line))?.time ?? bracketed(line)
  if (first === 60) {
    const close = line.indexOf('>')
    const at = close > 0 && close < 6 ? close + 1 : -1
    return at < 0 ? undefined : (bsdStamp(line, at) ?? isoStamp(line, line.charCodeAt(at + 1) === 32 ? at + 2 : at))?.time
  }
  return bracketed(line)
}

function bracketed(line: string): RecordTime | undefined {
  const audit = line.indexOf('audit(')
  if (audit >= 0 && audit < 200) return unixStamp(line, audit + 6)?.time
  const open = line.indexOf('[')
  if (open < 0 || open > 200) return undefined
  const at = open + 1
  return (dayMonthStamp(line, at) ?? isoStamp(line, at) ?? asctimeStamp(line, at))?.time
}
