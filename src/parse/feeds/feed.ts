// A user's own indicator feed in any of the known formats, told apart by its content.
import type { FeedEntry } from './entry.ts'
import { jsonOf } from './json.ts'
import { lineFeed } from './lines.ts'
import { mispFeed } from './misp.ts'
import { stixFeed } from './stix.ts'

export type FeedFormat = 'lines' | 'misp' | 'stix' | 'unknown'

/** Entries of a feed. 'unknown': JSON of neither kind, or nothing in it that can be used. */
export function readFeed(text: string): { readonly format: FeedFormat; readonly entries: readonly FeedEntry[] } {
  if (/^\s*[{[]/.test(text)) {
    const document = jsonOf(text)
    const stix = [...stixFeed(document)]
    if (stix.length > 0) return { format: 'stix', entries: stix }
    const misp = [...mispFeed(document)]
    return misp.length > 0 ? { format: 'misp', entries: misp } : { format: 'unknown', entries: [] }
  }
  const entries = [...lineFeed(text)]
  return { format: entries.length > 0 ? 'lines' : 'unknown', entries }
}
