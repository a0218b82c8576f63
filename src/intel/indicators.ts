// All indicators in one table of byte keys: domains by suffix on a label boundary, addresses with or without a port, networks, URLs, digests.

import { ipv4Number, ipv6Bytes } from '../core/address-text.ts'
import type { Indicator, PacketIntel } from '../core/intel.ts'
import { entryText, type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'
import { ipv6Text } from '../parse/proc/net-address.ts'
import { KeyTable } from './key-table.ts'
import { indicatorOf, type Origin } from './origin.ts'

/** The first byte of every key. An address key goes on with the address, its prefix length and two bytes of port (0: any). */
const space = { domain: 1, ipv4: 2, ipv6: 3, url: 4, digest: 5 } as const

/** Lengths of the prefixes of one family in the table, the longest first, and whether any key names a port. */
interface Shape {
  prefixes: Uint8Array
  ports: boolean
}

export class Indicators implements PacketIntel {
  readonly #table = new KeyTable()
  readonly #origins: Origin[] = []
  readonly #numbers = new Map<Origin, number>()
  readonly #ipv4: Shape = { prefixes: new Uint8Array(0), ports: false }
  readonly #ipv6: Shape = { prefixes: new Uint8Array(0), ports: false }
  /** Dots in the domain of most labels: no longer end of a name needs a look. */
  #mostDots = 0
  /** Networks that innocents share: an address within is never found by a wider network alone. */
  readonly #shared: Indicators | undefined
  /** A bit for each /24 of IPv4 that holds any indicator: nearly all flows are answered here, with one look. Empty until there is one. */
  #blocks = new Uint8Array(0)
  /** The key that is being asked for: a lookup is synchronous and asks for one at a time. */
  readonly #key = new Uint8Array(4096)

  /** The address that is being asked for, cleared further with each wider network. */
  readonly #words = new Int32Array(4)

  constructor(shared?: Indicators) {
    this.#shared = shared
  }

  get size(): number {
    return this.#table.size
  }

  /** Bytes of the table, without the origins (one object for all entries that share one). */
  get memory(): number {
    return this.#table.memory + this.#blocks.byteLength
  }

  /** False when it is known already: the first list to name something keeps it. A domain's port does not count, its names are one owner's. */
  add(entry: FeedEntry, origin: Origin): boolean {
    const { kind, length, hash } = this.#write(entry)
    if (this.#table.find(hash, kind, this.#key, 0, length) >= 0) return false
    let number = this.#numbers.get(origin)
    if (number === undefined) {
      number = this.#origins.push(origin) - 1
      this.#numbers.set(origin, number)
    }
    this.#table.add(hash, kind, this.#key, 0, length, number)
    return true
  }

  /** To be called when all is added: gives back room that was kept for more. */
  trim(): void {
    this.#table.trim()
    this.#numbers.clear()
  }

  lookup(host: string, port?: number): Indicator | undefined {
    return this.#told(this.find(host, port))
  }

  /** Number of the indicator of a host given as text; -1 when there is none. */
  find(given: string, port = 0): number {
    const host = given.startsWith('[') && given.endsWith(']') ? given.slice(1, -1) : given
    const { length } = host
    if (length > 260) return -1
    const last = host.charCodeAt(length - 1)
    const short = last >= 48 && last <= 57 ? ipv4Number(host) : -1
    if (short >= 0) return this.ipv4(short, port)
    const at = 1024
    let all = 0
    for (let i = 0; i < length; i++) {
      const code = host.charCodeAt(i)
      all |= code
      this.#key[at + i] = code
    }
    if (all > 127) return this.#findForeign(host)
    const name = this.domain(this.#key, at, length)
    if (name >= 0 || !host.includes(':')) return name
    const bytes = this.#key.subarray(at, at + 16)
    return ipv6Bytes(host, bytes) ? this.ipv6(bytes, 0, port) : -1
  }

  /** A name in other letters than ASCII, by what it is called in the DNS. */
  #findForeign(name: string): number {
    const { hostname = '' } = URL.parse(`http://${name}`) ?? {}
    return /^[\0-\x7f]+$/.test(hostname) ? this.find(hostname) : -1
  }

  lookupUrl(url: string): Indicator | undefined {
    return this.#told(this.findUrl(url))
  }

  lookupDigest(hex: string): Indicator | undefined {
    return this.#told(this.findDigest(hex))
  }

  findUrl(url: string): number {
    return this.#findEntry(url, 'url')
  }

  findDigest(hex: string): number {
    return this.#findEntry(hex, 'digest')
  }

  #findEntry(text: string, type: 'url' | 'digest'): number {
    const entry = feedEntry(text)
    if (typeof entry === 'string' || entry.type !== type) return -1
    const { kind, length, hash } = this.#write(entry)
    return this.#table.find(hash, kind, this.#key, 0, length)
  }

  ipv4(address: number, port: number): number {
    const block = address >>> 8
    if ((this.#blocks[block >>> 3]! & (1 << (block & 7))) === 0) return -1
    this.#words[0] = address
    const found = this.#address(space.ipv4, 1, port, this.#ipv4)
    return found >= 0 && this.#isNetwork(found) && this.#shared !== undefined && this.#shared.ipv4(address, 0) >= 0 ? -1 : found
  }

  ipv6(bytes: Uint8Array, at: number, port: number): number {
    const inner = innerIpv4(bytes, at)
    if (inner >= 0) return this.ipv4(inner, port)
    this.#takeWords(bytes, at)
    const found = this.#address(space.ipv6, 4, port, this.#ipv6)
    return found >= 0 && this.#isNetwork(found) && this.#shared !== undefined && this.#shared.ipv6(bytes, at, 0) >= 0 ? -1 : found
  }

  #takeWords(bytes: Uint8Array, at: number): void {
    for (let i = 0; i < 4; i++) {
      const from = at + 4 * i
      this.#words[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!
    }
  }

  /** The address in the words: with its port, alone, then its networks from the narrowest. */
  #address(kind: number, count: number, port: number, { prefixes, ports }: Shape): number {
    if (ports && port !== 0) {
      const exact = this.#findAddress(kind, count, count * 32, port)
      if (exact >= 0) return exact
    }
    const words = this.#words
    for (let i = 0; i < prefixes.length; i++) {
      const bits = prefixes[i]!
      for (let word = count - 1; word >= bits >> 5; word--) words[word] = word * 32 >= bits ? 0 : words[word]! & (-1 << (32 - (bits & 31)))
      const found = this.#findAddress(kind, count, bits, 0)
      if (found >= 0) return found
    }
    return -1
  }

  #findAddress(kind: number, count: number, bits: number, port: number): number {
    const hash = this.#hashAddress(kind, count, bits, port)
    return this.#table.mayHold(hash) ? this.#table.find(hash, kind, this.#key, 0, this.#spell(count, bits, port)) : -1
  }

  #hashAddress(kind: number, count: number, bits: number, port: number): number {
    let hash = this.#table.start(kind)
    for (let i = 0; i < count; i++) hash = this.#table.step(hash, this.#words[i]!)
    return this.#table.step(hash, (bits << 16) | port)
  }

  /** Writes the words as a key, and gives its length. */
  #spell(count: number, bits: number, port: number): number {
    const key = this.#key
    for (let i = 0; i < 4 * count; i++) key[i] = this.#words[i >> 2]! >>> (24 - 8 * (i & 3))
    key[4 * count] = bits
    key[4 * count + 1] = port >>> 8
    key[4 * count + 2] = port
    return 4 * count + 3
  }

  #isNetwork(number: number): boolean {
    const key = this.#table.keyOf(number)
    return key.length === 7 ? key[4]! < 32 : key[16]! < 128
  }

  domain(bytes: Uint8Array, at: number, length: number): number {
    if (length > 0 && bytes[at + length - 1] === 46) length--
    if (length > 253) return -1
    const table = this.#table
    const key = this.#key
    let hash = table.start(space.domain)
    let dots = 0
    let found = -1
    for (let i = length - 1; i >= 0; i--) {
      let byte = bytes[at + i]!
      if (byte === 46) {
        const shorter = dots === 0 ? -1 : table.find(hash, space.domain, key, i + 1, length - i - 1)
        if (shorter >= 0) found = shorter
        if (++dots > this.#mostDots) return found
      } else if (byte >= 65 && byte <= 90) byte |= 32
      key[i] = byte
      hash = table.step(hash, byte)
    }
    const whole = dots === 0 ? -1 : table.find(hash, space.domain, key, 0, length)
    return whole >= 0 ? whole : found
  }

  digest(bytes: Uint8Array, at: number, length: number): number {
    if (length > 64) return -1
    for (let i = 0; i < length; i++) this.#key[i] = bytes[at + i]!
    return this.#table.find(this.#hash(space.digest, length), space.digest, this.#key, 0, length)
  }

  indicator(number: number): Indicator {
    return indicatorOf(textOf(this.#table.spaceOf(number), this.#table.keyOf(number)), this.originOf(number))
  }

  originOf(number: number): Origin {
    return this.#origins[this.#table.valueOf(number)]!
  }

  #told(number: number): Indicator | undefined {
    return number < 0 ? undefined : this.indicator(number)
  }

  /** From the end to the start, as the ends of a name are met. */
  #hash(kind: number, length: number): number {
    let hash = this.#table.start(kind)
    for (let i = length - 1; i >= 0; i--) hash = this.#table.step(hash, this.#key[i]!)
    return hash
  }

  /** Writes the key of an entry. */
  #write(entry: FeedEntry): { readonly kind: number; readonly length: number; readonly hash: number } {
    const { type, value } = entry
    if (type === 'address') return this.#writeAddress(entry)
    const kind = space[type]
    const length = type === 'digest' ? value.length / 2 : value.length
    for (let i = 0; i < length; i++)
      this.#key[i] = type === 'digest' ? Number.parseInt(value.slice(2 * i, 2 * i + 2), 16) : value.charCodeAt(i)
    if (type === 'domain') this.#mostDots = Math.max(this.#mostDots, value.split('.').length - 1)
    return { kind, length, hash: this.#hash(kind, length) }
  }

  #writeAddress({ value, port = 0, bits }: FeedEntry): { readonly kind: number; readonly length: number; readonly hash: number } {
    const short = ipv4Number(value)
    const [kind, count, shape] = short < 0 ? ([space.ipv6, 4, this.#ipv6] as const) : ([space.ipv4, 1, this.#ipv4] as const)
    this.#words[0] = short
    if (short < 0 && ipv6Bytes(value, this.#key)) this.#takeWords(this.#key, 0)
    const prefix = bits ?? count * 32
    if (short >= 0) this.#fillBlocks(short >>> 8, Math.min(24, prefix))
    if (port !== 0) shape.ports = true
    else if (!shape.prefixes.includes(prefix)) shape.prefixes = Uint8Array.from([...shape.prefixes, prefix]).sort((a, b) => b - a)
    return { kind, length: this.#spell(count, prefix, port), hash: this.#hashAddress(kind, count, prefix, port) }
  }

  #fillBlocks(first: number, prefix: number): void {
    if (this.#blocks.length === 0) this.#blocks = new Uint8Array(2 ** 24 / 8)
    const last = first + 2 ** (24 - prefix)
    for (let block = first; block < last; block++) this.#blocks[block >>> 3]! |= 1 << (block & 7)
  }
}

/** The IPv4 address that an IPv6 address carries on the wire: mapped (RFC 4291) or translated by NAT64 (RFC 6052); -1 when it carries none. */
function innerIpv4(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0) return -1
  const translated = bytes[at + 1] === 0x64 && bytes[at + 2] === 0xff && bytes[at + 3] === 0x9b
  for (let i = translated ? 4 : 1; i < 10; i++) if (bytes[at + i] !== 0) return -1
  const last = translated ? 0 : 0xff
  if (bytes[at + 10] !== last || bytes[at + 11] !== last) return -1
  return ((bytes[at + 12]! << 24) | (bytes[at + 13]! << 16) | (bytes[at + 14]! << 8) | bytes[at + 15]!) >>> 0
}

function textOf(kind: number, key: Uint8Array): string {
  if (kind === space.digest) return Buffer.from(key).toString('hex')
  if (kind === space.domain || kind === space.url) return Buffer.from(key).toString('latin1')
  const size = kind === space.ipv4 ? 4 : 16
  const value = size === 4 ? key.subarray(0, 4).join('.') : ipv6Text([...key.subarray(0, 16)])
  const bits = key[size]!
  const port = key[size + 1]! * 256 + key[size + 2]!
  const network = bits < size * 8 ? { bits } : port > 0 ? { port } : {}
  return entryText({ type: 'address', value, reference: '', ...network })
}
