// Link types that are understood: how long the header is, and where it says what follows (https://www.tcpdump.org/linktypes.html).
import { i32be, i32le, u16be } from '../capture/words.ts'

export const ethernet = 1

const link = {
  null: 0,
  ethernet,
  ppp: 9,
  rawOpenBsd: 14,
  rawBsd: 12,
  pppHdlc: 50,
  pppoe: 51,
  raw: 101,
  loop: 108,
  cooked: 113,
  ip4: 228,
  ip6: 229,
  cooked2: 276,
} as const

/** Bytes before what `etherTypeOfLink` tells; -1 for a link type that is not known. */
export function linkHeader(type: number): number {
  switch (type) {
    case link.ethernet:
      return 14
    case link.raw:
    case link.rawBsd:
    case link.rawOpenBsd:
    case link.ip4:
    case link.ip6:
    case link.ppp:
    case link.pppHdlc:
    case link.pppoe:
      return 0
    case link.cooked:
      return 16
    case link.cooked2:
      return 20
    case link.null:
    case link.loop:
      return 4
    default:
      return -1
  }
}

/** The ether type of what follows the link header; 802.3 lengths are told as 0x6558, an Ethernet frame to be looked into again. */
export function etherTypeOfLink(type: number, bytes: Uint8Array, start: number): number {
  switch (type) {
    case link.ethernet:
      return u16be(bytes, start + 12)
    case link.cooked:
      return u16be(bytes, start + 14)
    case link.cooked2:
      return u16be(bytes, start)
    case link.ppp:
    case link.pppHdlc:
      return 0x880b
    case link.pppoe:
      return 0x8864
    case link.null:
      return familyType(i32le(bytes, start), i32be(bytes, start))
    case link.loop:
      return familyType(i32be(bytes, start), 0)
    default:
      return bytes[start]! >> 4 === 6 ? 0x86dd : 0x0800
  }
}

/** Address families: 2 is IPv4 everywhere; IPv6 is 10, 23, 24, 28 or 30 by the system that captured, in its own byte order. */
function familyType(one: number, other: number): number {
  const family = one > 0 && one < 256 ? one : other
  if (family === 2) return 0x0800
  return family === 10 || family === 23 || family === 24 || family === 28 || family === 30 ? 0x86dd : 0
}
