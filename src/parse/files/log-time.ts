// The time a log line begins with, in the spellings of syslog, web servers, databases and auditd.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const iso = /^\W{0,3}(\d{4})[-/.](\d\d)[-/.](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?/
const syslog = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)\b/
const access = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/
const redis = /^(?:\[?\d{1,10}\]?(?::[A-Z])?) (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)/
const apacheError = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d{1,9})? (\d{4})\]/
const audit = /\bmsg=audit\((\d{1,12})\.\d{1,3}:\d/

/**
 * Milliseconds since 1970, or undefined. Times without a zone are taken as UTC, so they may be up to 14 h off; a syslog time without
 * a year is given the year that brings it nearest before `near` (milliseconds; the file's own modification time serves).
 */
export function logTime(line: string, near: number): number | undefined {
  const text = line.slice(0, 600)
  const a = iso.exec(text)
  if (a !== null) return utc(a[1], Number(a[2]) - 1, a[3], a[4], a[5], a[6], a[7])
  const b = syslog.exec(text)
  if (b !== null) return withoutYear(near, year => utc(year, monthOf(b[1]), b[2], b[3], b[4], b[5]))
  const c = access.exec(text)
  if (c !== null) return utc(c[3], monthOf(c[2]), c[1], c[4], c[5], c[6], c[7])
  const d = redis.exec(text)
  if (d !== null) return utc(d[3], monthOf(d[2]), d[1], d[4], d[5], d[6])
  const e = apacheError.exec(text)
  if (e !== null) return utc(e[6], monthOf(e[1]), e[2], e[3], e[4], e[5])
  const f = audit.exec(text)
  return f === null ? undefined : Number(f[1]) * 1000
}

type Digits = string | number | undefined

function utc(year: Digits, month: number, day: Digits, hour: Digits, minute: Digits, second: Digits, zone = 'Z'): number | undefined {
  if (month < 0 || month > 11 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59) return undefined
  const ms = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second))
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (offset === null) return ms
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return ms - (offset[1] === '-' ? -1 : 1) * minutes * 60_000
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? '').toLowerCase())
}

/** A day of grace: the file's clock and the line's zone may differ. */
function withoutYear(near: number, at: (year: number) => number | undefined): number | undefined {
  if (!Number.isFinite(near) || Math.abs(near) > 8.64e15) return undefined
  const year = new Date(near).getUTCFullYear()
  const thisYear = at(year)
  return thisYear !== undefined && thisYear > near + 86_400_000 ? at(year - 1) : thisYear
}
