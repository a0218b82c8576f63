// Times for people: in the zone of the host, with its offset, and the same moment always written the same way.
import type { Instant } from '../core/instant.ts'

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
