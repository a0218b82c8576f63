// Whether the checksum of a TCP segment is right (RFC 9293 §3.1): its receiver drops what is wrong, and somebody who wants to mislead us may count on that.
import type { Packet } from '../decode/packet.ts'

/** Larger ones were joined by a network card or will be cut by one: their sums say nothing. */
const longest = 1480
const tcp = 6

/** 'unknown': not all of it was captured, or the sum was left to a network card. */
export function checksumOf(packet: Packet): 'right' | 'wrong' | 'unknown' {
  const { bytes, source, wide, start, end, cut } = packet
  const at = wide ? source + 32 : source - 12 + ((bytes[source - 12]! & 15) << 2)
  const length = end - at
  const follows = bytes[wide ? source - 2 : source - 3] === tcp && at + ((bytes[at + 12]! >> 4) << 2) === start
  if (!follows || cut > 0 || length > longest) return 'unknown'
  const before = folded(sumOf(bytes, source, source + (wide ? 32 : 8)) + tcp + length)
  const told = (bytes[at + 16]! << 8) | bytes[at + 17]!
  // Nothing, or the sum of what comes before the header alone: the card does the rest.
  if (told === 0 || told === before) return 'unknown'
  return folded(before + sumOf(bytes, at, end)) === 0xffff ? 'right' : 'wrong'
}

function sumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0
  for (let at = start; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return ((end - start) & 1) === 0 ? sum : sum + (bytes[end - 1]! << 8)
}

function folded(sum: number): number {
  const once = (sum & 0xffff) + (sum >>> 16)
  return (once & 0xffff) + (once >>> 16)
}
