// MISP events as JSON: attributes of hosts, alone or within objects (misp-project.org/datamodels).
import { type FeedEntry, feedEntry } from './entry.ts'
import { objectsIn, textIn } from './json.ts'

const wanted = new Set(['domain', 'hostname', 'ip-dst', 'ip-src', 'url', 'ip-dst|port', 'ip-src|port', 'hostname|port', 'domain|ip'])

/** Attributes that are switched off for detection (to_ids false) are left out. */
export function* mispFeed(document: unknown): Generator<FeedEntry> {
  for (const attribute of objectsIn(document)) {
    const type = textIn(attribute, 'type')
    const value = textIn(attribute, 'value')
    const off = attribute['to_ids']
    if (!wanted.has(type) || value === '' || off === false || off === '0') continue
    const reference = textIn(attribute, 'comment') || textIn(attribute, 'uuid')
    if (type === 'domain|ip') {
      for (const part of value.split('|')) yield* some(feedEntry(part, reference))
    } else yield* some(feedEntry(type.endsWith('|port') ? value.replace('|', ':') : value, reference))
  }
}

function* some(entry: FeedEntry | undefined): Generator<FeedEntry> {
  if (entry !== undefined) yield entry
}
