// Indicator lists of one entry a line: plain domains, addresses, networks, URLs, digests, hosts files, and Maltrail trails with their reference comments.
import { feedEntry } from './entry.ts'
import type { FeedFormat } from './feed.ts'
import { type FeedItem, refusal } from './refused.ts'

const sink = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?|0)$/
const localNames = /^(?:localhost(?:\.localdomain)?|local|broadcasthost|ip6-\S+|0\.0\.0\.0)$/
/** What follows hides a part of a page that itself is honest: rules for browsers, as in "example.org##.advertisement". */
const cosmetic = /#@?[?$%]?#/
const mostLines = 5_000_000

export function lineFormat(text: string): FeedFormat {
  const head = text.slice(0, 100_000)
  if (/^[#;]\s*References?:/im.test(head)) return 'maltrail'
  return /^(?:0\.0\.0\.0|127\.0\.0\.1)\s+\S/m.test(head) ? 'hosts' : 'plain'
}

/** As it was before it was made harmless for reading: hxxp://evil[.]example. */
function refanged(word: string): string {
  return word
    .replace(/\[(?:\.|dot)\]|\((?:\.|dot)\)/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/^hxxp/i, 'http')
    .replace('[://]', '://')
}

/** Entries in order. A "# Reference:" comment holds for the entries up to the next reference that follows an entry. */
export function* lineFeed(text: string): Generator<FeedItem> {
  let reference = ''
  let entries = 0
  let count = 0
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    if (++count > mostLines) {
      yield refusal(`line ${count}`, 'too-many', '')
      return
    }
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(at, Math.min(end, at + 4000)).trim()
    if (end - at > 4000) yield refusal(`line ${count}`, 'too-long', line)
    at = end + 1
    if (line === '') continue
    const named = /^[#;]\s*References?:\s*(\S+)/i.exec(line)
    if (named !== null) {
      if (entries > 0 || reference === '') reference = named[1]!
      entries = 0
      continue
    }
    const words = line.replace(/(?:^|\s)[#;!].*$/, '').split(/[\s,]+/)
    const hosts = words.length > 1 && sink.test(words[0]!) ? words.slice(1) : words.slice(0, 1)
    for (const word of hosts.map(refanged)) {
      if (word === '' || localNames.test(word)) continue
      const entry = cosmetic.test(word) ? 'no-indicator' : feedEntry(word, reference)
      if (typeof entry === 'string') yield refusal(`line ${count}`, entry, word)
      else {
        entries++
        yield entry
      }
    }
  }
}
