// STIX 2.1 and 2.0 bundles: the patterns of their indicators (docs.oasis-open.org/cti/stix/v2.1). Bare observables accuse nobody and are left out.
import { type FeedEntry, feedEntry } from './entry.ts'
import { isObject, type JsonObject, listIn, objectsIn, textIn } from './json.ts'
import { type FeedItem, refusal } from './refused.ts'
import { type Comparison, patternAlternatives } from './stix-pattern.ts'

const observables = /^(?:domain-name|ipv4-addr|ipv6-addr|url|file|network-traffic)$/

export function isStix(document: unknown): boolean {
  const first = Array.isArray(document) ? (document as unknown[])[0] : document
  if (!isObject(first)) return false
  const object = listIn(first, 'objects')[0] ?? first
  return textIn(first, 'type') === 'bundle' || (isObject(object) && /^[a-z0-9-]+--/.test(textIn(object, 'id')))
}

export function* stixFeed(document: unknown): Generator<FeedItem> {
  const objects = objectsIn(document)
  for (let next = objects.next(); ; next = objects.next()) {
    if (next.done === true) {
      if (!next.value) yield refusal('the rest', 'too-many', '')
      return
    }
    const object = next.value
    const type = textIn(object, 'type')
    const id = textIn(object, 'id')
    if (type === 'indicator') yield* indicatorItems(object, id || 'indicator')
    else if (observables.test(type) && id !== '') yield refusal(id, 'other-kind', type)
  }
}

function* indicatorItems(object: JsonObject, at: string): Generator<FeedItem> {
  const pattern = textIn(object, 'pattern')
  const kinds = [...listIn(object, 'indicator_types'), ...listIn(object, 'labels')]
  if (object['revoked'] === true || kinds.includes('benign')) {
    yield refusal(at, 'switched-off', pattern)
    return
  }
  const alternatives = (textIn(object, 'pattern_type') || 'stix') === 'stix' ? patternAlternatives(pattern) : undefined
  if (alternatives === undefined) {
    yield refusal(at, 'pattern', pattern)
    return
  }
  const said = { reference: referenceOf(object), ...validity(object) }
  for (const all of alternatives)
    for (const word of wordsOf(all) ?? []) {
      const entry = feedEntry(word)
      yield typeof entry === 'string' ? refusal(at, entry, word) : ({ ...entry, ...said } satisfies FeedEntry)
    }
  const lame = alternatives.filter(all => wordsOf(all) === undefined)
  if (lame.length > 0) yield refusal(at, 'pattern', pattern)
}

function referenceOf(object: JsonObject): string {
  const url = listIn(object, 'external_references')
    .map(reference => (isObject(reference) ? textIn(reference, 'url') : ''))
    .find(text => text !== '')
  return url ?? (textIn(object, 'name') || textIn(object, 'id'))
}

function validity(object: JsonObject): Pick<FeedEntry, 'from' | 'until'> {
  const at = (key: string): string | undefined => {
    const ms = Date.parse(textIn(object, key))
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
  }
  const [from, until] = [at('valid_from'), at('valid_until')]
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
}

const hosts = /^(?:(?:domain-name|ipv4-addr|ipv6-addr|url):value|network-traffic:(?:dst|src)_ref\.value)$/
const digests = /^(?:file|artifact):hashes\.(?:'[A-Z0-9-]+'|[A-Z0-9]+)$/i
/** Said beside a host or a file, these narrow nothing that counts here. */
const decoration =
  /^(?:file:(?:name|size)|network-traffic:(?:(?:dst|src)_ref\.type|protocols\[[\d*]+\]|start|end)|domain-name:resolves_to_refs\[[\d*]+\]\.value|[a-z-]+:x_\w+)$/

/**
 * What one alternative of a pattern stands for, as words of a list; undefined when it needs more than one host says. A digest names a file
 * whatever stands beside it; an address and a destination port belong together.
 */
function wordsOf(all: readonly Comparison[]): readonly string[] | undefined {
  const files = all.filter(({ path, operator }) => digests.test(path) && operator === '=')
  if (files.length > 0) return files.map(({ value }) => value)
  const rest = all.filter(({ path }) => !decoration.test(path))
  const [host, port] = [rest.find(({ path }) => hosts.test(path)), rest.find(({ path }) => path === 'network-traffic:dst_port')]
  if (host === undefined || rest.length !== (port === undefined ? 1 : 2)) return undefined
  if (port === undefined) return host.operator === '=' || host.value.includes('/') ? [host.value] : undefined
  // The port that was called is not one of him who called.
  if (host.operator !== '=' || port.operator !== '=' || host.path.includes('src_ref')) return undefined
  return [`${host.value.includes(':') ? `[${host.value}]` : host.value}:${port.value}`]
}
