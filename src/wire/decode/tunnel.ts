// Carriers of packets inside of packets: GRE (RFC 2784, 2637, ERSPAN), VXLAN (RFC 7348) and Geneve (RFC 8926).
import { u16be } from '../capture/words.ts'
import type { Decoder } from './decoder.ts'
import { verdict } from './packet.ts'

const header = 8
const ethernet = 14

/** Ports of VXLAN (the assigned one and that of Linux before) and of Geneve. */
export function isOverlayPort(port: number): boolean {
  return port === 4789 || port === 8472 || port === 6081
}

/** Bytes before the Ethernet frame that a datagram carries; 0 when it carries none: flags and reserved bytes must be as they must be. */
export function overlayHeader(port: number, bytes: Uint8Array, at: number, end: number): number {
  if (!isOverlayPort(port) || end - at < header + ethernet || bytes[at + 7] !== 0) return 0
  if (port !== 6081) return bytes[at] === 8 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0 ? header : 0
  // Version 0 and the length of the options in words; the two flags; a frame of Ethernet.
  const size = header + (bytes[at]! << 2)
  return bytes[at]! < 0x40 && (bytes[at + 1]! & 0x3f) === 0 && u16be(bytes, at + 2) === 0x6558 && end - at >= size + ethernet ? size : 0
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
