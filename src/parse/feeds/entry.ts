// One entry of an indicator list: a domain, an address (with a port, or a network), an exact URL, or the digest of a file.
import { ipv4Number, ipv4Text, ipv6Bytes } from '../../core/address-text.ts'
import { ipv6Text } from '../proc/net-address.ts'

export interface FeedEntry {
  readonly type: 'domain' | 'address' | 'url' | 'digest'
  /** Domain in lower case without "*." or trailing dot; address in its one way of writing; URL without scheme and fragment; digest in hex. */
  readonly value: string
  /** Of an address or a domain. */
  readonly port?: number | undefined
  /** Prefix length, for a network. */
  readonly bits?: number | undefined
  /** Where the list says that it has it from; '' when it does not say. */
  readonly reference: string
  /** Instants between which the list vouches for it, ISO-8601. */
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** Why a word is no entry. */
export type EntryFault = 'no-indicator' | 'bad-port' | 'bad-network' | 'too-long'

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?'
const domain = new RegExp(`^(?:${label}\\.){1,20}[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
const digest = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i
const longest = 2000
const scratch = new Uint8Array(16)

/** An address in its one way of writing (an IPv4-mapped one as IPv4); undefined when it is none. */
export function addressIn(text: string): string | undefined {
  if (!text.includes(':')) return ipv4Number(text) >= 0 ? text : undefined
  return ipv6Bytes(text, scratch) ? ipv6Text([...scratch]) : undefined
}

/** A domain as it is stored: lower case, in ASCII, without "*." and trailing dot; undefined when it is none. */
export function domainIn(text: string): string | undefined {
  let name = text
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (/[^\0-\x7f]/.test(name)) {
    const url = name.length <= 253 && !/[/?#@:\\]/.test(name) ? URL.parse(`http://${name}`) : null
    name = url?.hostname ?? ''
  }
  return name.length <= 253 && domain.test(name) ? name : undefined
}

/** Reads one word of a list. */
export function feedEntry(word: string, reference = ''): FeedEntry | EntryFault {
  const text = word.trim()
  if (text.length > longest) return 'too-long'
  if (digest.test(text)) return { type: 'digest', value: text.toLowerCase(), reference }
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text)
  if (network !== null) return networkEntry(network[1]!, Number(network[2]), reference)
  const url = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([/?][^#]*)?/i.exec(text)!
  const place = url[2]!.slice(url[2]!.lastIndexOf('@') + 1)
  const host = hostEntry(url[1] === undefined ? url[2]! : place, reference)
  const page = url[3] ?? '/'
  if (typeof host === 'string' || page === '/') return host
  if (!/^[\x21-\x7e]*$/.test(page)) return 'no-indicator'
  const usual = { http: 80, https: 443 }[(url[1] ?? 'http').toLowerCase()]
  return { type: 'url', value: `${hostText({ ...host, port: host.port === usual ? undefined : host.port })}${page}`, reference }
}

function hostEntry(text: string, reference: string): FeedEntry | EntryFault {
  const bracketed = /^\[([0-9a-f:.]+)\](?::(\d+))?$/i.exec(text)
  const split = bracketed ?? /^([^:]+):(\d+)$/.exec(text)
  const port = split?.[2] === undefined ? undefined : Number(split[2])
  if (port !== undefined && (port < 1 || port > 65535)) return 'bad-port'
  const host = split?.[1] ?? text
  const address = addressIn(host)
  const value = address ?? domainIn(host)
  if (value === undefined) return 'no-indicator'
  const type = address === undefined ? 'domain' : 'address'
  return port === undefined ? { type, value, reference } : { type, value, port, reference }
}

/** Bits beyond the prefix are cleared. */
function networkEntry(text: string, bits: number, reference: string): FeedEntry | EntryFault {
  const short = ipv4Number(text)
  if (short >= 0) {
    if (bits < 8 || bits > 32) return 'bad-network'
    const value = ipv4Text((short & -(2 ** (32 - bits))) >>> 0)
    return bits === 32 ? { type: 'address', value, reference } : { type: 'address', value, bits, reference }
  }
  if (!ipv6Bytes(text, scratch)) return 'no-indicator'
  if (bits < 8 || bits > 128) return 'bad-network'
  clearBelow(scratch, bits)
  const value = ipv6Text([...scratch])
  if (!value.includes(':')) return networkEntry(value, bits - 96, reference)
  return bits === 128 ? { type: 'address', value, reference } : { type: 'address', value, bits, reference }
}

/** Clears all but the first `bits` bits of a buffer. */
export function clearBelow(bytes: Uint8Array, bits: number): void {
  for (let i = bits >> 3; i < bytes.length; i++) bytes[i] = i === bits >> 3 && (bits & 7) > 0 ? bytes[i]! & (0xff00 >> (bits & 7)) : 0
}

/** The entry as one word, which `feedEntry` reads back as the same. */
export function entryText(entry: FeedEntry): string {
  return entry.bits === undefined ? hostText(entry) : `${entry.value}/${entry.bits}`
}

function hostText({ value, port }: FeedEntry): string {
  if (port === undefined) return value
  return value.includes(':') ? `[${value}]:${port}` : `${value}:${port}`
}
