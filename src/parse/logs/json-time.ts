// The time in a member of a JSON record, in whatever unit or spelling its writer chose.
import type { RecordTime } from '../../core/log-format.ts'
import { dayMonthStamp, isoStamp } from './record-time.ts'

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size; undefined before 2001. */
export function epochTime(value: number): RecordTime | undefined {
  const [scale, grain] = value > 1e17 ? [1e-6, 0.001] : value > 1e14 ? [1e-3, 0.001] : value > 1e11 ? [1, 0.001] : [1e3, 1]
  if (!(value >= 1e9 && value < 1e19)) return undefined
  return { ms: Math.floor(value * scale), zoned: true, grain: Number.isInteger(value) ? grain : 0.001 }
}

export function jsonTime(value: unknown): RecordTime | undefined {
  if (typeof value === 'number') return epochTime(value)
  if (typeof value !== 'string') return undefined
  if (/^\d{10,19}(?:\.\d{1,9})?$/.test(value)) return epochTime(Number(value))
  return (isoStamp(value) ?? dayMonthStamp(value))?.time
}
