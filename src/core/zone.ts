// From the wall clock of a host to the true instant: what records without a zone need.

export interface Zone {
  /** "Asia/Shanghai", "UTC"; '' when it is not known and UTC was taken. */
  readonly name: string
  /** The instant of a wall clock read as if it were UTC (both in milliseconds), and by how many seconds that may be wrong: an hour that the clock went through twice. */
  instant(wall: number): { readonly ms: number; readonly spread: number }
}

/** When nothing tells the zone: any on Earth is possible. */
export const unknownZone: Zone = { name: '', instant: wall => ({ ms: wall, spread: 14 * 3600 }) }

export const utcZone: Zone = { name: 'UTC', instant: wall => ({ ms: wall, spread: 0 }) }
