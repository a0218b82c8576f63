// MISP warninglists (github.com/MISP/misp-warninglists): hosts that many innocents share, as negatives.
import { wordOf } from '../json.ts'
import { feedEntry } from './entry.ts'
import { isObject, type JsonObject, listIn, textIn } from './json.ts'
import { type FeedItem, refusal } from './refused.ts'

/** Lists of pieces of words ("substring", "regex") name no hosts. */
const types = new Set(['cidr', 'hostname', 'string', 'substring', 'regex'])

export function isWarninglist(document: unknown): document is JsonObject {
  return isObject(document) && Array.isArray(document['list']) && types.has(textIn(document, 'type'))
}

export function* warninglistFeed(document: JsonObject): Generator<FeedItem> {
  const type = textIn(document, 'type')
  const reference = [textIn(document, 'name'), wordOf(document['version'] ?? '')].filter(part => part !== '').join(' ')
  for (const [i, value] of listIn(document, 'list').entries()) {
    const word = typeof value === 'string' ? value : ''
    const entry = type === 'substring' || type === 'regex' ? 'other-kind' : feedEntry(word, reference)
    yield typeof entry === 'string' ? refusal(`entry ${i + 1}`, entry, word) : entry
  }
}
