// Times without a year, put in order first and dated when the file has been read: its last line is not younger than the file itself.
import type { RecordTime } from '../../core/log-format.ts'

const day = 86_400_000
const leapYear = Date.UTC(1972, 0)
/** As long as the year 1972, in which such times are told. */
const lap = 366 * day
/** Further back than this, a line is of the next year; nearly a year ahead, of the one before (the two may mix around midnight). */
const turnsBack = 180 * day
const turnsAhead = 362 * day
/** The clocks of the file and of the line may differ by a zone. */
const grace = day

/** A time on the file's own scale: milliseconds, where a time without year counts laps from 1972 on. */
export type Wall = number

/** Order of the sampled lines of one file. */
export class Laps {
  private last: Wall | undefined

  /** Of the next line in order. */
  next(time: RecordTime): Wall {
    if (time.yearless !== true) return time.ms
    const { last } = this
    let wall = last === undefined ? time.ms : time.ms + lapOf(last) * lap
    if (last !== undefined && wall - last < -turnsBack) wall += lap
    else if (last !== undefined && wall - last > turnsAhead) wall -= lap
    this.last = wall
    return wall
  }

  /** Of a line that stands near a sampled one. */
  near(time: RecordTime, sample: Wall | undefined): Wall {
    if (time.yearless !== true) return time.ms
    const near = sample ?? this.last
    if (near === undefined) return this.next(time)
    const wall = time.ms + lapOf(near) * lap
    return wall - near < -lap / 2 ? wall + lap : wall - near > lap / 2 ? wall - lap : wall
  }
}

function lapOf(wall: Wall): number {
  return Math.floor((wall - leapYear) / lap)
}

/**
 * The year of lap 0: such that the last line is as young as it can be without being younger than `latest`, the file's own time.
 * `sure` when the two agree within a month, as they do where the log is written in place.
 */
export function firstYear(last: Wall, latest: number): { readonly year: number; readonly sure: boolean } {
  const lastLap = lapOf(last)
  let year = new Date(latest).getUTCFullYear()
  if (dated(last - lastLap * lap, year) > latest + grace) year--
  return { year: year - lastLap, sure: Math.abs(latest - dated(last - lastLap * lap, year)) < 31 * day }
}

/** From the scale of the file to milliseconds of the wall clock, when lap 0 is this year. */
export function dated(wall: Wall, year: number): number {
  const laps = lapOf(wall)
  const at = new Date(wall - laps * lap)
  return Date.UTC(year + laps, at.getUTCMonth(), at.getUTCDate()) + ((at.getTime() - leapYear) % day)
}
