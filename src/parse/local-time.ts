// From the wall clock to the instant, in a zone that is a table, a rule or a name.
import { utcZone, type Zone } from '../core/zone.ts'
import { offsetByRule, type ZoneRule } from './files/posix-tz.ts'
import { offsetAt, type TimeZone } from './files/tzif.ts'

const dayMs = 86_400_000

/** By a file such as /etc/localtime. */
export function zoneOfTable(name: string, table: TimeZone): Zone {
  return zoneBy(name, ms => offsetAt(table, ms), table.leaps ? 30 : 0)
}

/** By a rule such as TZ= may hold. */
export function zoneOfRule(name: string, rule: ZoneRule): Zone {
  return zoneBy(name, ms => offsetByRule(rule, ms), 0)
}

/** By the tables that are built in, for a name ("Asia/Shanghai") or an offset ("+08:00"); undefined for a name nobody knows. */
export function zoneNamed(name: string): Zone | undefined {
  if (name === 'UTC' || name === 'Etc/UTC') return utcZone
  if (name === '') return undefined
  let format: Intl.DateTimeFormat
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, hourCycle: 'h23', ...parts })
  } catch {
    return undefined
  }
  const offset = (ms: number): number => {
    const whole = Math.floor(ms / 1000) * 1000
    return Math.abs(whole) > 8.6e15 ? 0 : (Date.parse(`${format.format(whole).replace(' ', 'T')}Z`) - whole) / 1000
  }
  return zoneBy(name, offset, 0)
}

/**
 * A wall clock that occurs twice is taken for the first time, one that is left out as if it had not been put forward: either may be wrong by as much as
 * the clock was put.
 */
function zoneBy(name: string, offset: (ms: number) => number, doubt: number): Zone {
  return {
    name,
    instant(wall) {
      const before = offset(wall - dayMs)
      const after = offset(wall + dayMs)
      const near = offset(wall - before * 1000)
      const fits = [...new Set([before, near, after])]
        .map(seconds => ({ seconds, ms: wall - seconds * 1000 }))
        .filter(({ seconds, ms }) => offset(ms) === seconds)
      const earliest = Math.min(...fits.map(({ ms }) => ms))
      const latest = Math.max(...fits.map(({ ms }) => ms))
      if (fits.length === 0) return { ms: wall - before * 1000, spread: Math.abs(after - before) + doubt }
      return { ms: earliest, spread: (latest - earliest) / 1000 + doubt }
    },
  }
}
