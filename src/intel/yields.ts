// What coins paid their miners on a day, from rules/yields: to say what a rate of hashes is worth, never to accuse.
import type { CoinYield } from '../core/intel.ts'
import { jsonOf } from '../parse/feeds/json.ts'
import { at, membersAt, stringAt } from '../parse/json.ts'

const numbers = ['usd', 'reward', 'blockSeconds', 'networkHashrate'] as const

/** The yields a rule file lists, or what is wrong with it. */
export function parseYields(text: string): readonly CoinYield[] | string {
  const value = jsonOf(text)
  const date = stringAt(value, 'date')
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return 'date must be YYYY-MM-DD'
  if (stringAt(value, 'source') === '') return 'source is required'
  const yields: CoinYield[] = []
  for (const [coin, member] of membersAt(value, 'coins')) {
    const entry = Object.fromEntries(numbers.map(name => [name, at(member, name)])) as Record<(typeof numbers)[number], unknown>
    if (numbers.some(name => typeof entry[name] !== 'number' || !(entry[name] > 0))) return `${coin}: ${numbers.join(', ')} must be above 0`
    yields.push({ coin, date, ...(entry as Pick<CoinYield, (typeof numbers)[number]>) })
  }
  return yields
}

/** The newest of each coin. */
export function newestYields(all: readonly CoinYield[]): ReadonlyMap<string, CoinYield> {
  return new Map([...all].sort((a, b) => (a.date < b.date ? -1 : 1)).map(entry => [entry.coin, entry]))
}
