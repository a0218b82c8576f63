// A span of time as people write it: 30s, 10m, 24h, 7d.
import { UserError } from './user-error.ts'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
/** A timer of node takes no more. */
const longestSeconds = 24 * 86_400

/** Milliseconds; a number without a unit is seconds. `option` is named when it is none. */
export function spanOf(text: string, option: string): number {
  const [, number = '', unit = ''] = /^(\d{1,9})([smhd]?)$/.exec(text.trim()) ?? []
  const seconds = Number(number) * (units[unit || 's'] ?? 1)
  if (number === '' || seconds < 1 || seconds > longestSeconds)
    throw new UserError(`${option} takes a time such as 30s, 10m or 24h (at most 24d), not "${text}"`)
  return seconds * 1000
}
