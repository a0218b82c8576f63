// From the times of one file to instants: its year, the zone of its writer, and how far to believe the result.
import type { Clock } from '../../core/event.ts'
import type { RecordTime } from '../../core/log-format.ts'
import { utcZone, type Zone } from '../../core/zone.ts'
import type { Coverage, Mark } from './coverage.ts'
import { dated, firstYear, type Wall } from './years.ts'

export interface Dated {
  /** Milliseconds since 1970. */
  readonly ms: number
  /** Seconds either way. */
  readonly spread: number
  readonly clock: Clock
}

/** Between the last line of a file and its last change; milliseconds. */
const promptly = 60_000
/** A zone is at least this far from the next one. */
const nextZone = 15 * 60_000

export class Dating {
  private readonly year: number
  private readonly sure: boolean
  private readonly zone: Zone

  /** `latest`: when the file was written last, in milliseconds since 1970. */
  constructor(coverage: Coverage, latest: number, zone: Zone) {
    const { latest: last } = coverage
    const found = last?.time.yearless === true ? firstYear(last.wall, latest) : { year: 1972, sure: true }
    this.year = found.year
    this.sure = found.sure
    this.zone = last !== undefined && keepsUtc(last, this.year, latest, zone) ? utcZone : zone
  }

  of(wall: Wall, { zoned, yearless, grain }: Pick<RecordTime, 'zoned' | 'yearless' | 'grain'>): Dated {
    if (zoned) return { ms: wall, spread: grain, clock: 'zoned' }
    const local = yearless === true ? dated(wall, this.year) : wall
    const { ms, spread } = this.zone.instant(local)
    const known = this.zone.name !== '' && (yearless !== true || this.sure)
    return { ms, spread: spread + grain, clock: known ? 'local' : 'assumed' }
  }

  ofMark({ wall, time }: Mark): Dated {
    return this.of(wall, time)
  }
}

/**
 * Programs in containers, and Java where somebody told it so, go by UTC on a host that does not, and their lines do not say it. A file is as old as its last line:
 * where that holds to the minute for UTC and is hours off for the host's own zone, it was written in UTC.
 */
function keepsUtc({ wall, time }: Mark, year: number, latest: number, zone: Zone): boolean {
  if (time.zoned || zone.name === '') return false
  const written = time.yearless === true ? dated(wall, year) : wall
  return Math.abs(latest - written) <= promptly && Math.abs(latest - zone.instant(written).ms) >= nextZone
}
