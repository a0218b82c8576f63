// Internet addresses and networks as bytes.

export interface AddressRange {
  readonly first: Uint8Array
  readonly last: Uint8Array
}

/** 4 or 16 bytes; an IPv4-mapped address is IPv4, because it is that on the wire. undefined when it is no address. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (!text.includes(':')) return ipv4Bytes(text)
  if (text.length > 45 || !/^[0-9a-f:]*(?::\d+\.\d+\.\d+\.\d+)?$/i.test(text)) return undefined
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const tail = dotted === null ? undefined : ipv4Bytes(dotted[2]!)
  if (dotted !== null && tail === undefined) return undefined
  const hex = (at: number): string => ((tail?.[at] ?? 0) * 256 + (tail?.[at + 1] ?? 0)).toString(16)
  const halves = (dotted === null ? text : `${dotted[1]}${hex(0)}:${hex(2)}`).split('::')
  const groups = halves.map(half => (half === '' ? [] : half.split(':')))
  const missing = 8 - groups.reduce((sum, group) => sum + group.length, 0)
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined
  const all = [...groups[0]!, ...Array.from({ length: missing }, () => '0'), ...(groups[1] ?? [])]
  if (!all.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const bytes = Uint8Array.from(all.flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]))
  const isMapped = bytes.subarray(0, 10).every(b => b === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isMapped ? bytes.slice(12) : bytes
}

function ipv4Bytes(text: string): Uint8Array | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  return parts === undefined || parts.some(part => part > 255) ? undefined : Uint8Array.from(parts)
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
