// Packets and captures made by hand, for tests of the wire.
import { concat } from '../src/core/bytes.ts'

export const be16 = (n: number): number[] => [(n >> 8) & 255, n & 255]
export const be32 = (n: number): number[] => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const latin = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0))
export type Payload = string | Uint8Array
const bytesIn = (payload: Payload): Uint8Array => (typeof payload === 'string' ? latin(payload) : payload)
export const packed = (...parts: readonly (Payload | readonly number[])[]): Uint8Array =>
  concat(parts.map(part => (typeof part === 'string' ? latin(part) : Uint8Array.from(part))))

export const ip4Address = (text: string): number[] => text.split('.').map(Number)
export const ip6Address = (low: number): number[] => [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, ...be32(low)]

export interface Ends {
  readonly from?: string
  readonly to?: string
  readonly sport?: number
  readonly dport?: number
}

export function tcp(ends: Ends, seq: number, flags: number, payload: Payload = '', ack = 0): Uint8Array {
  return packed(
    be16(ends.sport ?? 50_000),
    be16(ends.dport ?? 3333),
    be32(seq),
    be32(ack),
    [0x50, flags],
    be16(65_535),
    be16(0),
    be16(0),
    payload,
  )
}

export function udp(ends: Ends, payload: Payload): Uint8Array {
  return packed(be16(ends.sport ?? 50_000), be16(ends.dport ?? 53), be16(8 + bytesIn(payload).length), be16(0), payload)
}

export function ip4(protocol: number, payload: Uint8Array, ends: Ends = {}, fragment = 0, id = 7): Uint8Array {
  const header = [0x45, 0, ...be16(20 + payload.length), ...be16(id), ...be16(fragment), 64, protocol, 0, 0]
  return packed(header, ip4Address(ends.from ?? '192.0.2.1'), ip4Address(ends.to ?? '198.51.100.1'), payload)
}

/** An IPv4 packet with the checksum of its TCP segment filled in, and that many too much. */
export function summed(packet: Uint8Array, tooMuch = 0): Uint8Array {
  const words = packed(packet.subarray(12), (packet.length & 1) === 0 ? [] : [0])
  let sum = 6 + packet.length - 20
  for (let at = 0; at < words.length; at += 2) sum += (words[at]! << 8) | words[at + 1]!
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return packed(packet.subarray(0, 36), be16((0xffff - sum + tooMuch) & 0xffff), packet.subarray(38))
}

export function ip6(next: number, payload: Uint8Array, from = 1, to = 2): Uint8Array {
  return packed([0x60, 0, 0, 0, ...be16(payload.length), next, 64], ip6Address(from), ip6Address(to), payload)
}

export function eth(type: number, payload: Uint8Array): Uint8Array {
  return packed([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2], be16(type), payload)
}

export interface Frame {
  readonly bytes: Uint8Array
  /** Microseconds. */
  readonly at?: number
  readonly original?: number
}

export interface Format {
  readonly little?: boolean
  readonly nano?: boolean
  readonly link?: number
}

const writer =
  (little: boolean) =>
  (n: number): number[] =>
    little ? be32(n).reverse() : be32(n)

export function pcapOf(frames: readonly Frame[], { little = true, nano = false, link = 1 }: Format = {}): Uint8Array {
  const w32 = writer(little)
  const version = little ? [2, 0, 4, 0] : [0, 2, 0, 4]
  const parts = [packed(w32(nano ? 0xa1b23c4d : 0xa1b2c3d4), version, w32(0), w32(0), w32(262_144), w32(link))]
  for (const { bytes, at = 1_700_000_000_000_000, original = bytes.length } of frames) {
    const seconds = Math.floor(at / 1e6)
    const rest = (at - seconds * 1e6) * (nano ? 1000 : 1)
    parts.push(packed(w32(seconds), w32(rest), w32(bytes.length), w32(original), bytes))
  }
  return concat(parts)
}

const padded = (bytes: Uint8Array): Uint8Array => packed(bytes, new Uint8Array((4 - (bytes.length & 3)) & 3))

/** A block of pcapng: its length before and after. */
export function blockOf(type: number, body: Uint8Array, little = true): Uint8Array {
  const w32 = writer(little)
  const length = w32(12 + padded(body).length)
  return packed(w32(type), length, padded(body), length)
}

export function sectionOf(little = true): Uint8Array {
  const w32 = writer(little)
  return blockOf(0x0a0d0d0a, packed(w32(0x1a2b3c4d), little ? [1, 0, 0, 0] : [0, 1, 0, 0], w32(-1), w32(-1)), little)
}

export function interfaceOf(link: number, options: Uint8Array = new Uint8Array(0), little = true): Uint8Array {
  const w32 = writer(little)
  return blockOf(1, packed(little ? [link & 255, link >> 8, 0, 0] : [link >> 8, link & 255, 0, 0], w32(0), options), little)
}

export function enhancedOf(frame: Frame, index = 0, ticks = frame.at ?? 0, little = true): Uint8Array {
  const w32 = writer(little)
  const time = [...w32(Math.floor(ticks / 2 ** 32)), ...w32(ticks % 2 ** 32)]
  const { bytes, original = bytes.length } = frame
  return blockOf(6, packed(w32(index), time, w32(bytes.length), w32(original), bytes), little)
}
