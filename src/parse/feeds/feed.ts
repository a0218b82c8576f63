// An indicator feed in any of the known formats, told apart by its content: what it holds, and what of it could not be used, and why.
import type { FeedEntry } from './entry.ts'
import { jsonOf } from './json.ts'
import { lineFeed, lineFormat } from './lines.ts'
import { isMisp, mispFeed } from './misp.ts'
import type { FeedItem, Refused } from './refused.ts'
import { isStix, stixFeed } from './stix.ts'
import { isWarninglist, warninglistFeed } from './warninglist.ts'

export type FeedFormat = 'plain' | 'hosts' | 'maltrail' | 'misp' | 'warninglist' | 'stix' | 'unknown'

export interface Feed {
  readonly format: FeedFormat
  readonly entries: readonly FeedEntry[]
  readonly refused: readonly Refused[]
}

/** 'unknown': JSON of no known kind, or text without a single entry. */
export function readFeed(text: string): Feed {
  const document = /^\s*[{[]/.test(text) ? jsonOf(text) : undefined
  // Lists may begin with a bracket too: that of an IPv6 address, or of a heading.
  if (document === undefined) {
    const feed = sorted(lineFormat(text), lineFeed(text))
    return feed.entries.length > 0 ? feed : { ...feed, format: 'unknown' }
  }
  if (isWarninglist(document)) return sorted('warninglist', warninglistFeed(document))
  if (isStix(document)) return sorted('stix', stixFeed(document))
  if (isMisp(document)) return sorted('misp', mispFeed(document))
  return { format: 'unknown', entries: [], refused: [] }
}

function sorted(format: FeedFormat, items: Iterable<FeedItem>): Feed {
  const entries: FeedEntry[] = []
  const refused: Refused[] = []
  for (const item of items) {
    if ('why' in item) refused.push(item)
    else entries.push(item)
  }
  return { format, entries, refused }
}
