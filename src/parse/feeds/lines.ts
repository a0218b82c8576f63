// Indicator lists of one entry a line: plain domains, addresses, networks, hosts files, and Maltrail trails with their reference comments.
import { type FeedEntry, feedEntry } from './entry.ts'

const sink = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?|0)$/
const localNames = /^(?:localhost(?:\.localdomain)?|local|broadcasthost|ip6-\S+|0\.0\.0\.0)$/
const mostLines = 2_000_000

/** Entries in order. A "# Reference:" comment holds for the entries up to the next blank line that is followed by another comment. */
export function* lineFeed(text: string): Generator<FeedEntry> {
  let reference = ''
  let entries = 0
  let count = 0
  for (let at = 0; at < text.length && count < mostLines; count++) {
    const newline = text.indexOf('\n', at)
    const line = text.slice(at, Math.min(newline < 0 ? text.length : newline, at + 2000)).trim()
    at = newline < 0 ? text.length : newline + 1
    const named = /^[#;]\s*References?:\s*(\S+)/i.exec(line)
    if (named !== null) {
      if (entries > 0 || reference === '') reference = named[1]!
      entries = 0
      continue
    }
    const words = line.replace(/(?:^|\s)[#;].*$/, '').split(/[\s,]+/)
    const hosts = words.length > 1 && sink.test(words[0]!) ? words.slice(1) : words.slice(0, 1)
    for (const word of hosts) {
      const entry = word === '' || localNames.test(word) ? undefined : feedEntry(word, reference)
      if (entry === undefined) continue
      entries++
      yield entry
    }
  }
}
