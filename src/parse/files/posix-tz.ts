// The rule of a time zone as TZ= and the end of a TZif file have it (POSIX TZ, RFC 9636 3.3.1): "CET-1CEST,M3.5.0,M10.5.0/3".

/** A day of the year and a time of it, at which the clock is put forward or back. */
interface Change {
  readonly day: (year: number) => number
  /** Seconds of the wall clock until then, from midnight of that day: −167 to 167 hours. */
  readonly seconds: number
}

export interface ZoneRule {
  /** Seconds east of Greenwich in the winter, and in the summer. */
  readonly standard: number
  readonly summer?: { readonly offset: number; readonly from: Change; readonly to: Change } | undefined
}

const name = '(?:[A-Za-z]{3,16}|<[A-Za-z0-9+-]{1,16}>)'
const clock = String.raw`([+-]?\d{1,3}(?::\d{1,2}(?::\d{1,2})?)?)`
const change = String.raw`,(M\d{1,2}\.\d\.\d|J?\d{1,3})(?:\/${clock})?`
const whole = new RegExp(`^${name}${clock}(?:${name}${clock}?(?:${change}${change})?)?$`)
const dayMs = 86_400_000

/** undefined for what is no such rule. */
export function parsePosixTz(text: string): ZoneRule | undefined {
  const match = text.length > 100 ? null : whole.exec(text)
  if (match === null) return undefined
  const [, standard = '', summer, from, fromTime, to, toTime] = match
  const offset = -secondsOf(standard)
  if (!/[A-Za-z>]/.test(text.slice(text.indexOf(standard) + standard.length))) return { standard: offset }
  // Without dates the United States' of 2007 are meant, as in every C library.
  const begin = changeOf(from ?? 'M3.2.0', fromTime)
  const end = changeOf(to ?? 'M11.1.0', toTime)
  if (begin === undefined || end === undefined) return undefined
  return { standard: offset, summer: { offset: summer === undefined ? offset + 3600 : -secondsOf(summer), from: begin, to: end } }
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

function changeOf(day: string, time: string | undefined): Change | undefined {
  const seconds = time === undefined ? 7200 : secondsOf(time)
  if (day.startsWith('M')) {
    const [month = 0, week = 0, weekday = 0] = day.slice(1).split('.').map(Number)
    if (month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return undefined
    return { seconds, day: year => weekdayOf(year, month, week, weekday) }
  }
  const number = Number(day.replace('J', ''))
  if (day.startsWith('J')) {
    if (number < 1 || number > 365) return undefined
    return { seconds, day: year => Date.UTC(year, 0, number + (number > 59 && isLeap(year) ? 1 : 0)) }
  }
  return number > 365 ? undefined : { seconds, day: year => Date.UTC(year, 0, number + 1) }
}

const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1

/** The `week`-th such weekday of a month; the last one when `week` is 5. */
function weekdayOf(year: number, month: number, week: number, weekday: number): number {
  const first = Date.UTC(year, month - 1, 1)
  let day = first + ((weekday - new Date(first).getUTCDay() + 7) % 7) * dayMs + (week - 1) * 7 * dayMs
  while (new Date(day).getUTCMonth() !== month - 1) day -= 7 * dayMs
  return day
}

/** Seconds east of Greenwich at an instant (milliseconds since 1970). */
export function offsetByRule({ standard, summer }: ZoneRule, ms: number): number {
  if (summer === undefined || Math.abs(ms) > 8.6e15) return standard
  const year = new Date(ms + standard * 1000).getUTCFullYear()
  const from = summer.from.day(year) + (summer.from.seconds - standard) * 1000
  const to = summer.to.day(year) + (summer.to.seconds - summer.offset) * 1000
  // South of the equator summer lies over the turn of the year.
  const inside = from < to ? ms >= from && ms < to : ms >= from || ms < to
  return inside ? summer.offset : standard
}
