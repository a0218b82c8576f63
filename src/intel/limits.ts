// The thresholds against guessed passwords, from rules/limits.
import type { Limits, LimitWindow } from '../core/limits.ts'
import { jsonOf } from '../parse/feeds/json.ts'
import { at, listAt, stringAt } from '../parse/json.ts'
import { plainReader, ruleFiles } from './lists.ts'

/** What a rule file says, or what is wrong with it. */
export function parseLimits(text: string): Limits | string {
  const value = jsonOf(text)
  const isCount = (given: unknown): given is number => Number.isSafeInteger(given) && Number(given) > 0
  const windows: LimitWindow[] = []
  for (const window of listAt(value, 'windows')) {
    const [id, seconds, tries, accounts] = [stringAt(window, 'id'), at(window, 'seconds'), at(window, 'tries'), at(window, 'accounts')]
    if (id === '' || stringAt(window, 'source') === '' || !isCount(seconds)) return 'each window needs "id", "source" and "seconds"'
    if (![tries, accounts].every(n => n === undefined || isCount(n)) || tries === accounts)
      return `${id}: "tries" or "accounts" must be above 0`
    windows.push({ id, seconds, tries, accounts } as LimitWindow)
  }
  const bans = listAt(value, 'bans')
  const [memory, prefix6] = [at(value, 'memory'), at(value, 'prefix6')]
  if (windows.length === 0 || bans.length === 0 || !bans.every(isCount)) return '"windows" and "bans" are required'
  if (!isCount(memory) || !isCount(prefix6) || prefix6 > 128) return '"memory" and "prefix6" must be above 0'
  return { windows, bans, memory, prefix6 }
}

/** Those that are packaged. Throws when they are broken: then davylamp itself is. */
export function loadLimits(reader = plainReader): Limits {
  const limits = parseLimits(ruleFiles('limits', '.json', reader)[0]?.text ?? '')
  if (typeof limits === 'string') throw new Error(`rules/limits: ${limits}`)
  return limits
}
