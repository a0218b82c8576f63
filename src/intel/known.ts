// Everything that any list says of one indicator, decisive or not: for the person who asks why something is known, or why not.
import { type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'
import { Indicators } from './indicators.ts'
import type { KnownList } from './lists.ts'
import { isValid, type Origin } from './origin.ts'
import type { Cover, SharedInfrastructure } from './shared-infrastructure.ts'

export interface Mention {
  /** What the list holds: the thing itself, a domain or network over it, or its URL. */
  readonly value: string
  readonly origin: Origin
  readonly decisive: boolean
  /** Why it is not decisive: innocents share it, or the list does not vouch for it at this moment. */
  readonly because?: Cover | 'expired' | 'not-yet' | undefined
}

/** A table for each list by itself, with all it holds: shared and expired entries too. */
export function tablesOf(lists: readonly KnownList[]): readonly Indicators[] {
  return lists.map(list => {
    const table = new Indicators()
    const timed = new Map<string, Origin>()
    list.read((entry, origin) => {
      const { from = origin.from, until = origin.until } = entry
      const key = `${from} ${until} ${origin.reference}`
      const said = from === origin.from && until === origin.until ? origin : (timed.get(key) ?? { ...origin, from, until })
      if (said !== origin) timed.set(key, said)
      table.add(entry, said)
    })
    return table
  })
}

/** Of each list the most specific mention; undefined when the text is no indicator. */
export function mentionsOf(
  text: string,
  tables: readonly Indicators[],
  shared: SharedInfrastructure,
  now: string,
): readonly Mention[] | undefined {
  const asked = feedEntry(text)
  if (typeof asked === 'string') return undefined
  const host = asked.type === 'url' ? hostOf(asked) : undefined
  return tables.flatMap(table => {
    const numbers = [numberOf(table, asked), ...(host === undefined ? [] : [numberOf(table, host)])]
    return numbers.filter(number => number >= 0).map(number => mention(table, number, asked, shared, now))
  })
}

function numberOf(table: Indicators, { type, value, port }: FeedEntry): number {
  if (type === 'digest') return table.findDigest(value)
  return type === 'url' ? table.findUrl(value) : table.find(value, port)
}

function hostOf({ value }: FeedEntry): FeedEntry | undefined {
  const entry = feedEntry(value.slice(0, value.search(/[/?]/)))
  return typeof entry === 'string' ? undefined : entry
}

function mention(table: Indicators, number: number, asked: FeedEntry, shared: SharedInfrastructure, now: string): Mention {
  const { value } = table.indicator(number)
  const origin = table.originOf(number)
  const because = origin.shared
    ? origin
    : (coverOf(value, asked, shared) ?? (isValid(origin, now) ? undefined : origin.from > now ? 'not-yet' : 'expired'))
  return { value, origin, decisive: because === undefined, because }
}

/** The entry itself may be shared, or what was asked for within a network that is not. */
function coverOf(value: string, asked: FeedEntry, shared: SharedInfrastructure): Cover | undefined {
  const entry = feedEntry(value)
  const ofEntry = typeof entry === 'string' ? undefined : shared.covers(entry)
  return ofEntry ?? (typeof entry !== 'string' && entry.bits !== undefined ? shared.covers(asked) : undefined)
}
