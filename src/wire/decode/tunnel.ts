// Carriers of packets inside of packets: GRE (RFC 2784, 2637, ERSPAN) and VXLAN (RFC 7348).
import { u16be } from '../capture/words.ts'
import type { Decoder } from './decoder.ts'
import { verdict } from './packet.ts'

export const vxlanHeader = 8

/** The assigned port and the one that Linux used before; only with the flag byte and the reserved bytes as they must be. */
export function isVxlan(port: number, bytes: Uint8Array, at: number, end: number): boolean {
  if (port !== 4789 && port !== 8472) return false
  return (
    end - at >= vxlanHeader + 14 &&
    bytes[at] === 8 &&
    bytes[at + 1] === 0 &&
    bytes[at + 2] === 0 &&
    bytes[at + 3] === 0 &&
    bytes[at + 7] === 0
  )
}

/** The ether type of what GRE carries, at `decoder.at`; minus a verdict when it carries nothing of ours. */
export function decodeGre(decoder: Decoder, bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 4) return -verdict.malformed
  const flags = u16be(bytes, at)
  const type = u16be(bytes, at + 2)
  const isPptp = (flags & 7) === 1
  let next = at + 4
  if ((flags & 0x8000) !== 0 || (flags & 0x4000) !== 0) next += 4
  if ((flags & 0x2000) !== 0) next += 4
  if ((flags & 0x1000) !== 0) next += 4
  if (isPptp && (flags & 0x80) !== 0) next += 4
  if (next >= end) return isPptp ? -verdict.other : -verdict.malformed
  if (isPptp) return (flags & 0x1000) === 0 ? -verdict.other : decoder.ppp(bytes, next, end)
  decoder.at = next
  if (type === 0x88be || type === 0x22eb) {
    // ERSPAN: a sequence number means type II (8 bytes) or III (12 bytes); without one the frame follows at once.
    decoder.at = next + ((flags & 0x1000) === 0 ? 0 : type === 0x88be ? 8 : 12)
    return decoder.at < end ? 0x6558 : -verdict.malformed
  }
  return type === 0 ? -verdict.other : type
}
