// STIX 2.1 bundles: indicator patterns and observables of domains, addresses and network traffic (docs.oasis-open.org/cti/stix/v2.1).
import { type FeedEntry, feedEntry } from './entry.ts'
import { objectsIn, textIn } from './json.ts'

const comparison = /(domain-name|ipv4-addr|ipv6-addr|url):value\s{0,8}=\s{0,8}'([^']{1,300})'/g
const traffic =
  /network-traffic:dst_ref\.value\s{0,8}=\s{0,8}'([^']{1,300})'\s{1,8}AND\s{1,8}network-traffic:dst_port\s{0,8}=\s{0,8}(\d{1,5})/g

export function* stixFeed(document: unknown): Generator<FeedEntry> {
  for (const object of objectsIn(document)) {
    const type = textIn(object, 'type')
    if (object['revoked'] === true) continue
    const reference = textIn(object, 'name') || textIn(object, 'id')
    const words: string[] = []
    if (type === 'indicator') {
      const pattern = textIn(object, 'pattern').slice(0, 20_000)
      for (const match of pattern.matchAll(comparison)) words.push(match[2]!)
      for (const match of pattern.matchAll(traffic)) words.push(`${match[1]}:${match[2]}`)
    } else if (/^(?:domain-name|ipv4-addr|ipv6-addr|url)$/.test(type)) words.push(textIn(object, 'value'))
    for (const word of words) {
      const entry = feedEntry(word, reference)
      if (entry !== undefined) yield entry
    }
  }
}
