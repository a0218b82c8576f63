// A list of rules/pools: one indicator a line, with directives ("#: kind pool") that hold for what follows.
import type { Indicator } from '../core/intel.ts'
import { type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'

export interface Listed {
  readonly entry: FeedEntry
  readonly indicator: Indicator
}

export interface PoolList {
  readonly listed: readonly Listed[]
  /** Date of the list, "2026-08-23"; '' when it has none. */
  readonly date: string
  /** Lines that could not be read, 1-based. */
  readonly refused: readonly number[]
}

const kinds = new Set(['pool', 'proxy', 'malware'])

export function parsePoolList(text: string, fallbackSource: string): PoolList {
  const listed: Listed[] = []
  const refused: number[] = []
  let kind: Indicator['kind'] = 'pool'
  let source = fallbackSource
  let date = ''
  let family = ''
  let reference = ''
  for (const [i, line] of text.split('\n').entries()) {
    const directive = /^#:\s*(\w+)\s*(.*?)\s*$/.exec(line)
    if (directive !== null) {
      const [, name, value = ''] = directive
      if (name === 'kind' && kinds.has(value)) kind = value as Indicator['kind']
      else if (name === 'source') source = value
      else if (name === 'date') date = value
      else if (name === 'family') family = value
      else if (name === 'reference') reference = value
      else refused.push(i + 1)
      continue
    }
    const word = line.replace(/#.*$/, '').trim()
    if (word === '') continue
    const entry = feedEntry(word, reference)
    if (entry === undefined) {
      refused.push(i + 1)
      continue
    }
    const said = [source, date, reference].filter(part => part !== '').join(', ')
    const value =
      entry.port === undefined ? (entry.bits === undefined ? entry.host : `${entry.host}/${entry.bits}`) : `${entry.host}:${entry.port}`
    listed.push({ entry, indicator: family === '' ? { value, kind, source: said } : { value, kind, source: said, family } })
  }
  return { listed, date, refused }
}
