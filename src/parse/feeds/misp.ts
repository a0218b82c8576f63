// MISP events as JSON: attributes of hosts, URLs and files, alone or within objects (misp-project.org/datamodels).
import { wordOf } from '../json.ts'
import { feedEntry } from './entry.ts'
import { isObject, type JsonObject, objectsIn, textIn } from './json.ts'
import { type FeedItem, refusal } from './refused.ts'

/** How the value of a type is split into words of a list. */
const wanted: Readonly<Record<string, (value: string) => readonly string[]>> = {
  domain: one,
  hostname: one,
  'ip-dst': one,
  'ip-src': one,
  url: one,
  md5: one,
  sha1: one,
  sha256: one,
  sha512: one,
  'ip-dst|port': withPort,
  'ip-src|port': withPort,
  'hostname|port': withPort,
  'domain|ip': value => value.split('|'),
  'filename|md5': afterName,
  'filename|sha1': afterName,
  'filename|sha256': afterName,
  'filename|sha512': afterName,
  'malware-sample': afterName,
}

function one(value: string): readonly string[] {
  return [value]
}

function withPort(value: string): readonly string[] {
  const [host = '', port = ''] = value.split('|')
  return [`${host.includes(':') ? `[${host}]` : host}:${port}`]
}

function afterName(value: string): readonly string[] {
  return [value.slice(value.lastIndexOf('|') + 1)]
}

export function isMisp(document: unknown): boolean {
  const first = Array.isArray(document) ? (document as unknown[])[0] : document
  return isObject(first) && ['Event', 'Attribute', 'response', 'value'].some(key => Object.hasOwn(first, key))
}

/** Attributes that are deleted or switched off for detection (to_ids false) are left out. */
export function* mispFeed(document: unknown): Generator<FeedItem> {
  const objects = objectsIn(document)
  let count = 0
  for (let next = objects.next(); ; next = objects.next()) {
    if (next.done === true) {
      if (!next.value) yield refusal('the rest', 'too-many', '')
      return
    }
    const attribute = next.value
    const type = textIn(attribute, 'type')
    const value = textIn(attribute, 'value')
    if (type === '' || value === '') continue
    yield* attributeItems(attribute, type, value, textIn(attribute, 'uuid') || `attribute ${++count}`)
  }
}

function* attributeItems(attribute: JsonObject, type: string, value: string, at: string): Generator<FeedItem> {
  const words = Object.hasOwn(wanted, type) ? wanted[type]!(value) : undefined
  if (words === undefined) yield refusal(at, 'other-kind', type)
  else if (isSaid(attribute, 'to_ids') === false || isSaid(attribute, 'deleted') === true) yield refusal(at, 'switched-off', value)
  else
    for (const word of words) {
      const entry = feedEntry(word, textIn(attribute, 'comment') || textIn(attribute, 'uuid'))
      yield typeof entry === 'string' ? refusal(at, entry, word) : entry
    }
}

/** Instances say yes and no as booleans, numbers or texts; undefined when nothing is said. */
function isSaid(attribute: JsonObject, key: string): boolean | undefined {
  const value = Object.hasOwn(attribute, key) ? wordOf(attribute[key]) : ''
  return /^(?:true|1)$/.test(value) ? true : /^(?:false|0)$/.test(value) ? false : undefined
}
