// A moment in time: UTC ISO-8601 with milliseconds, fixed width, so that strings sort as times do.

declare const instant: unique symbol
export type Instant = string & { readonly [instant]: true }

const dayMs = 86_400_000
const days = new Map<number, string>()
const mostDays = 4096

/** The instant of a Unix time in milliseconds; undefined when it is no representable date (years 0–9999). */
export function instantOf(ms: number): Instant | undefined {
  if (!Number.isFinite(ms) || ms < -62_167_219_200_000 || ms > 253_402_300_799_999) return undefined
  const whole = Math.trunc(ms)
  const day = Math.floor(whole / dayMs)
  const rest = whole - day * dayMs
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`
  return `${dateOf(day)}T${clock}.${String(rest % 1000).padStart(3, '0')}Z` as Instant
}

/** Files of one host share few days: a scan asks for tens of thousands of times. */
function dateOf(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (days.size >= mostDays) days.clear()
  days.set(day, date)
  return date
}

function two(n: number): string {
  return n < 10 ? `0${n}` : `${n}`
}
