// Internet addresses and networks as bytes.
import { ipv4Number, ipv6Bytes } from './address-text.ts'

export interface AddressRange {
  readonly first: Uint8Array
  readonly last: Uint8Array
}

/** 4 or 16 bytes; an IPv4-mapped address is IPv4, because it is that on the wire. undefined when it is no address. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (!text.includes(':')) {
    const bits = ipv4Number(text)
    return bits < 0 ? undefined : Uint8Array.of(bits >>> 24, bits >>> 16, bits >>> 8, bits)
  }
  const bytes = new Uint8Array(16)
  if (!ipv6Bytes(text, bytes)) return undefined
  const isMapped = bytes.subarray(0, 10).every(b => b === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isMapped ? bytes.slice(12) : bytes
}

/** An address ("192.0.2.7") or a network ("192.0.2.0/24") from its first to its last address; undefined when it is neither. */
export function addressRange(text: string): AddressRange | undefined {
  const slash = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text)
  const bytes = slash === null ? undefined : addressBytes(slash[1]!)
  if (slash === null || bytes === undefined) return undefined
  const bits = slash[2] === undefined ? bytes.length * 8 : Number(slash[2])
  if (bits > bytes.length * 8) return undefined
  const kept = (at: number): number => (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))) & 0xff
  return { first: bytes.map((byte, at) => byte & kept(at)), last: bytes.map((byte, at) => byte | (~kept(at) & 0xff)) }
}

/** Whether the address is in the network, or is the address that is given instead of one. */
export function isWithin(address: string, network: string): boolean {
  const [own, range] = [addressBytes(address), addressRange(network)]
  if (own === undefined || range?.first.length !== own.length) return false
  return compareAddresses(range.first, own) <= 0 && compareAddresses(own, range.last) <= 0
}

/** Whether two addresses or networks have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [addressRange(one), addressRange(other)]
  if (a === undefined || a.first.length !== b?.first.length) return false
  return compareAddresses(a.first, b.last) <= 0 && compareAddresses(b.first, a.last) <= 0
}

/** How many bits a network has in front: of "192.0.2.0/24" 24, of an address all; undefined when it is neither. */
export function prefixLength(network: string): number | undefined {
  const range = addressRange(network)
  return range === undefined ? undefined : Number(network.split('/')[1] ?? range.first.length * 8)
}

export function compareAddresses(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at]! - (b[at] ?? 0)
  return 0
}

/** The next address; undefined behind the very last. */
export function addressAfter(bytes: Uint8Array): Uint8Array | undefined {
  const next = bytes.slice()
  for (let at = next.length - 1; at >= 0; at--) {
    next[at] = (next[at]! + 1) & 0xff
    if (next[at] !== 0) return next
  }
  return undefined
}

/** In order, those that touch or overlap as one. All must be of one length. */
export function mergedRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = []
  for (const range of ranges.toSorted((a, b) => compareAddresses(a.first, b.first))) {
    const previous = merged.at(-1)
    const reach = previous && addressAfter(previous.last)
    if (previous === undefined || (reach !== undefined && compareAddresses(range.first, reach) > 0)) merged.push(range)
    else if (compareAddresses(range.last, previous.last) > 0) merged[merged.length - 1] = { first: previous.first, last: range.last }
  }
  return merged
}
