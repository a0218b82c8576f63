// Which of several engines follows a packet: by both addresses without order, so that all that two hosts say to each other stays together.
import { i32be, u16be } from './capture/words.ts'
import { ethernet } from './decode/link.ts'
import type { Packet } from './decode/packet.ts'
import { isOverlayPort } from './decode/tunnel.ts'

export interface Share {
  readonly mine: number
  readonly of: number
}

/** Whose a plain Ethernet and IP packet is, told without decoding it; -1 when it must be decoded first (tunnels, fragments, other links). */
export function quickShare(bytes: Uint8Array, start: number, end: number, link: number, of: number): number {
  if (link !== ethernet || end - start < 54) return -1
  const type = u16be(bytes, start + 12)
  const ip = start + 14
  if (type === 0x0800) {
    const protocol = bytes[ip + 9]!
    const isPlain =
      bytes[ip] === 0x45 &&
      (u16be(bytes, ip + 6) & 0x3fff) === 0 &&
      (protocol === 6 || (protocol === 17 && !isOverlayPort(u16be(bytes, ip + 22))))
    return isPlain ? shareOf(i32be(bytes, ip + 12), i32be(bytes, ip + 16), of) : -1
  }
  if (type !== 0x86dd) return -1
  const next = bytes[ip + 6]!
  const isPlain = bytes[ip]! >> 4 === 6 && (next === 6 || (next === 17 && end - start >= 58 && !isOverlayPort(u16be(bytes, ip + 42))))
  return isPlain ? shareOf(wideWord(bytes, ip + 8), wideWord(bytes, ip + 24), of) : -1
}

/** The same of a decoded packet. */
export function packetShare({ bytes, source, target, wide }: Packet, of: number): number {
  const word = wide ? wideWord : i32be
  return shareOf(word(bytes, source), word(bytes, target), of)
}

function wideWord(bytes: Uint8Array, at: number): number {
  return i32be(bytes, at) ^ i32be(bytes, at + 4) ^ i32be(bytes, at + 8) ^ i32be(bytes, at + 12)
}

/** By the sum, not the difference: addresses of one network differ alike again and again. */
function shareOf(one: number, other: number, of: number): number {
  return (Math.imul(one + other, 0x9e3779b1) >>> 16) % of
}
