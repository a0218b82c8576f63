// Times for people: in the zone of the host, with its offset, and the same moment always written the same way.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Instant } from '../core/instant.ts'
import { utcZone, type Zone } from '../core/zone.ts'

export interface ShownZone {
  /** "2026-05-01 11:12:07". */
  show(at: Instant): string
  /** "Asia/Shanghai (+08:00)" or "UTC". */
  readonly name: string
}

/** A zone by its name ("Asia/Shanghai", "+08:00"); UTC where it is not known. */
export function shownZone(name: string): ShownZone {
  const format = formatOf(name)
  if (format === undefined) return { name: 'UTC', show: at => at.slice(0, 19).replace('T', ' ') }
  return { name, show: at => format.format(Date.parse(at)).replace(',', '') }
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (timeZone === '' || timeZone === 'UTC') return undefined
  try {
    return new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return undefined
  }
}

/** The zone that a host's wall clock goes by: /etc/localtime; without that file it is UTC (tzset(3)). */
export function zoneOfHost({ files }: HostView): Zone {
  const link = files.readlink('/etc/localtime')
  const name = isGap(link) ? '' : (/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(link)?.[1] ?? '')
  return zoneNamed(name) ?? utcZone
}

/** Wall clock to instant by ICU's tables; undefined for a name nobody knows. */
export function zoneNamed(name: string): Zone | undefined {
  if (name === 'UTC' || name === 'Etc/UTC') return utcZone
  const format = formatOf(name)
  if (format === undefined) return undefined
  const offsetAt = (ms: number): number => Date.parse(`${format.format(ms).replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000
  return {
    name,
    instant(wall) {
      const [early, late] = [wall - offsetAt(wall - 86_400_000), wall - offsetAt(wall + 86_400_000)]
      const fits = [early, late].filter(ms => ms + offsetAt(ms) === wall)
      return { ms: fits[0] ?? early, spread: new Set(fits).size > 1 || fits.length === 0 ? Math.abs(early - late) / 1000 : 0 }
    },
  }
}
