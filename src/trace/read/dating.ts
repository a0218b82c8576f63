// From the times of one file to instants: its year, the host's zone, and how far to believe the result.
import type { Clock } from '../../core/event.ts'
import type { RecordTime } from '../../core/log-format.ts'
import type { Zone } from '../../core/zone.ts'
import type { Coverage, Mark } from './coverage.ts'
import { dated, firstYear, type Wall } from './years.ts'

export interface Dated {
  /** Milliseconds since 1970. */
  readonly ms: number
  /** Seconds either way. */
  readonly spread: number
  readonly clock: Clock
}

export class Dating {
  private readonly year: number
  private readonly sure: boolean
  private readonly zone: Zone

  /** `latest`: when the file was written last, in milliseconds since 1970. */
  constructor(coverage: Coverage, latest: number, zone: Zone) {
    this.zone = zone
    const { latest: last } = coverage
    const found = last?.time.yearless === true ? firstYear(last.wall, latest) : { year: 1972, sure: true }
    this.year = found.year
    this.sure = found.sure
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
