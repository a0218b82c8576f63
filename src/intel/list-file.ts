// Our own form of a list: one indicator a line, with directives ("#: kind pool") that hold for what follows. Of rules/ and of imported sets.
import type { Indicator } from '../core/intel.ts'
import { type EntryFault, type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'
import { noOrigin, type Origin } from './origin.ts'

export interface ListReading {
  /** Date of the newest part, "2026-08-23"; '' when it has none. */
  readonly date: string
  /** Lines that could not be read, 1-based, with the reason. */
  readonly refused: readonly { readonly line: number; readonly why: EntryFault | 'bad-directive' }[]
}

const kinds = new Set(['pool', 'proxy', 'malware', 'shared'])
const words = new Set(['source', 'date', 'licence', 'family', 'reference', 'from', 'until'])

/** Gives every entry to `each`, with what the directives above it say: one object for all that share it. */
export function readList(text: string, list: string, each: (entry: FeedEntry, origin: Origin) => void): ListReading {
  const refused: { line: number; why: EntryFault | 'bad-directive' }[] = []
  let origin: Origin = { ...noOrigin, list }
  let newest = ''
  let number = 0
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const line = text.slice(at, newline < 0 ? text.length : newline)
    at = newline < 0 ? text.length : newline + 1
    number++
    if (line.startsWith('#:')) {
      const next = directed(origin, line)
      if (next === undefined) refused.push({ line: number, why: 'bad-directive' })
      else origin = next
      if (origin.date > newest) newest = origin.date
      continue
    }
    const word = line.replace(/(?:^|\s)#.*$/, '').trim()
    if (word === '') continue
    const entry = feedEntry(word, origin.reference)
    if (typeof entry === 'string') refused.push({ line: number, why: entry })
    else each(entry, origin)
  }
  return { date: newest, refused }
}

function directed(origin: Origin, line: string): Origin | undefined {
  const [, name = '', value = ''] = /^#:\s*(\w+)\s*(.*?)\s*$/.exec(line) ?? []
  if (name === 'kind' && kinds.has(value))
    return { ...origin, shared: value === 'shared', kind: value === 'shared' ? origin.kind : (value as Indicator['kind']) }
  if (!words.has(name)) return undefined
  return { ...origin, [name]: value }
}
