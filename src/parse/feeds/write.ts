// Writes indicators in the formats that others read: plain lists, hosts files, Maltrail text, MISP events, STIX 2.1 bundles.
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { entryText, type FeedEntry } from './entry.ts'

export const exportFormats = ['plain', 'hosts', 'maltrail', 'misp', 'stix'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface Exported {
  readonly entry: FeedEntry
  /** Where it comes from and under which licence, in one line. */
  readonly said: string
}

export interface Written {
  readonly text: string
  /** Entries that the format has no words for. */
  readonly left: number
}

/** `now`: instant of writing, ISO-8601. `about`: lines for the head of the file, without control characters. */
export function writeFeed(format: ExportFormat, items: readonly Exported[], about: readonly string[], now: string): Written {
  const fitting = items.filter(({ entry }) => fits(format, entry))
  return { text: writers[format](fitting, about, now), left: items.length - fitting.length }
}

function fits(format: ExportFormat, { type }: FeedEntry): boolean {
  if (format === 'hosts') return type === 'domain'
  return format !== 'maltrail' || type !== 'digest'
}

const writers: Readonly<Record<ExportFormat, (items: readonly Exported[], about: readonly string[], now: string) => string>> = {
  plain: (items, about) =>
    lines(
      about,
      items.map(({ entry }) => wordOf(entry)),
    ),
  hosts: (items, about) => lines(about, [...new Set(items.map(({ entry }) => `0.0.0.0 ${entry.value}`))]),
  maltrail: (items, about) => lines(about, [...items.filter(isBare), ...items.filter(item => !isBare(item))].flatMap(trail)),
  misp: (items, about, now) => JSON.stringify({ Event: eventOf(items, about, now) }, null, 1),
  stix: (items, about, now) =>
    JSON.stringify(
      { type: 'bundle', id: `bundle--${uuid(`${now} ${about.join()}`)}`, objects: items.map(item => indicator(item, now)) },
      null,
      1,
    ),
}

function lines(about: readonly string[], words: readonly string[]): string {
  return `${[...about.map(line => `# ${line}`), ...words].join('\n')}\n`
}

/** A URL with its scheme, which other readers need. */
function wordOf(entry: FeedEntry): string {
  return entry.type === 'url' ? `http://${entry.value}` : entryText(entry)
}

/** A reference comment holds for all that follows: entries without one come first. */
function isBare({ entry }: Exported): boolean {
  return entry.reference === ''
}

function trail({ entry }: Exported, at: number, all: readonly Exported[]): readonly string[] {
  const { reference } = entry
  const before = all[at - 1]?.entry.reference ?? ''
  return reference === before ? [entryText(entry)] : ['', `# Reference: ${reference}`, '', entryText(entry)]
}

const digestNames: Readonly<Record<number, readonly [misp: string, stix: string]>> = {
  32: ['md5', 'MD5'],
  40: ['sha1', "'SHA-1'"],
  64: ['sha256', "'SHA-256'"],
  128: ['sha512', "'SHA-512'"],
}

/** What must be said of an event: not yet published, of undefined threat (4), complete (2), for the own organisation (0), its attributes as the event (5). */
function eventOf(items: readonly Exported[], about: readonly string[], now: string): object {
  const timestamp = String(Math.floor(Date.parse(now) / 1000))
  return {
    uuid: uuid(`${now} ${about.join()}`),
    info: about.join('; '),
    date: now.slice(0, 10),
    timestamp,
    published: false,
    publish_timestamp: '0',
    threat_level_id: '4',
    analysis: '2',
    distribution: '0',
    Attribute: items.map(item => ({ ...attribute(item), distribution: '5', timestamp, deleted: false })),
  }
}

function attribute({ entry, said }: Exported): object {
  const { type, value, port } = entry
  const [kind, text] =
    type === 'digest'
      ? [digestNames[value.length]?.[0], value]
      : type === 'url'
        ? ['url', wordOf(entry)]
        : port === undefined
          ? [type === 'domain' ? 'domain' : 'ip-dst', entryText(entry)]
          : [type === 'domain' ? 'hostname|port' : 'ip-dst|port', `${value}|${port}`]
  const category = type === 'digest' ? 'Payload delivery' : 'Network activity'
  return { uuid: uuid(entryText(entry)), type: kind, category, value: text, to_ids: true, comment: said }
}

function indicator({ entry, said }: Exported, now: string): object {
  const pattern = patternOf(entry)
  const until = entry.until === undefined ? {} : { valid_until: entry.until }
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(pattern)}`,
    created: now,
    modified: now,
    name: entryText(entry),
    description: said,
    indicator_types: ['malicious-activity'],
    pattern,
    pattern_type: 'stix',
    valid_from: entry.from ?? now,
    ...until,
    ...(/^https?:/.test(entry.reference) && { external_references: [{ source_name: 'reference', url: entry.reference }] }),
  }
}

function patternOf(entry: FeedEntry): string {
  const { type, value, port } = entry
  const quoted = `'${(type === 'url' ? wordOf(entry) : value).replace(/[\\']/g, '\\$&')}'`
  if (type === 'digest') return `[file:hashes.${digestNames[value.length]?.[1]} = ${quoted}]`
  if (port !== undefined) return `[network-traffic:dst_ref.value = ${quoted} AND network-traffic:dst_port = ${port}]`
  if (type === 'url') return `[url:value = ${quoted}]`
  const kind = type === 'domain' ? 'domain-name' : value.includes(':') ? 'ipv6-addr' : 'ipv4-addr'
  return `[${kind}:value = '${entryText(entry)}']`
}

/** A UUID of version 5 made of the words it names: the same thing has the same id in every export. */
function uuid(words: string): string {
  const hex = bytesToHex(sha1(utf8ToBytes(`davylamp ${words}`)))
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
