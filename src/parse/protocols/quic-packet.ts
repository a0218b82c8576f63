// Packets of QUIC as they can be read before anything is decrypted (RFC 8999, RFC 9000 §17), and the frames of a decrypted Initial that carry the greeting.

/** Versions whose Initial packets can be opened: 1 (RFC 9000), 2 (RFC 9369), drafts 29 to 34. */
export type QuicVersion = 'draft' | '1' | '2'

export interface InitialPacket {
  readonly version: QuicVersion
  /** The connection's name that the sender calls the receiver by: the keys of the first packet come from it. */
  readonly target: Uint8Array
  /** Where its number begins, still protected, and where it ends; what follows in the datagram is another packet. */
  readonly numberAt: number
  readonly end: number
}

const longHeader = 0xc0
const longestName = 20

/** The version in a long header; -1 for what cannot be one. */
export function quicVersionAt(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 7 || (bytes[start]! & longHeader) !== longHeader) return -1
  const target = bytes[start + 5]!
  if (target > longestName || start + 6 + target >= end || bytes[start + 6 + target]! > longestName) return -1
  return ((bytes[start + 1]! << 24) | (bytes[start + 2]! << 16) | (bytes[start + 3]! << 8) | bytes[start + 4]!) >>> 0
}

export function readableVersion(version: number): QuicVersion | undefined {
  if (version === 1 || version === 0xff00_0021 || version === 0xff00_0022) return '1'
  if (version === 0x6b33_43cf) return '2'
  return version >= 0xff00_001d && version <= 0xff00_0020 ? 'draft' : undefined
}

/** A version that somebody uses and nobody here can open: Google's ("Q046", "T051"), other drafts, Facebook's, one that asks for negotiation (?a?a?a?a). */
export function isOtherVersion(version: number): boolean {
  const letter = version >>> 24
  const digits = [version >>> 16, version >>> 8, version].map(part => part & 0xff)
  if (letter === 0x51 || letter === 0x54) return digits.every(digit => digit >= 0x30 && digit <= 0x39)
  return version >>> 8 === 0xff_0000 || version >>> 8 === 0xfa_ceb0 || (version & 0x0f0f_0f0f) >>> 0 === 0x0a0a_0a0a
}

/** The Initial packet that begins there; undefined for every other one. */
export function initialPacket(bytes: Uint8Array, start: number, end: number): InitialPacket | undefined {
  const version = readableVersion(quicVersionAt(bytes, start, end))
  if (version === undefined || ((bytes[start]! >> 4) & 3) !== (version === '2' ? 1 : 0)) return undefined
  const targetEnd = start + 6 + bytes[start + 5]!
  const token = varint(bytes, targetEnd + 1 + bytes[targetEnd]!, end)
  const length = token === undefined ? undefined : varint(bytes, token.next + token.value, end)
  if (length === undefined || length.value < 20 || length.next + length.value > end) return undefined
  return { version, target: bytes.slice(start + 6, targetEnd), numberAt: length.next, end: length.next + length.value }
}

/** Calls `each` with the pieces of the handshake in the payload of an Initial packet, as far as its frames are those that may be in one. */
export function cryptoFrames(payload: Uint8Array, each: (offset: number, piece: Uint8Array) => void): void {
  for (let at = 0; at < payload.length; ) {
    const type = payload[at]!
    if (type === frame.padding || type === frame.ping) at++
    else if (type === frame.crypto) {
      const offset = varint(payload, at + 1, payload.length)
      const length = offset === undefined ? undefined : varint(payload, offset.next, payload.length)
      if (offset === undefined || length === undefined || length.next + length.value > payload.length) return
      each(offset.value, payload.subarray(length.next, length.next + length.value))
      at = length.next + length.value
    } else if (type === frame.ack || type === frame.ack + 1) {
      const next = ackEnd(payload, at)
      if (next < 0) return
      at = next
    } else return
  }
}

const frame = { padding: 0, ping: 1, ack: 2, crypto: 6 } as const

/** Largest, delay, a count of ranges, the first range, pairs; with ECN three counts more. */
function ackEnd(payload: Uint8Array, start: number): number {
  let at = start + 1
  let left = 4
  for (let i = 0; i < left; i++) {
    const number = varint(payload, at, payload.length)
    if (number === undefined) return -1
    if (i === 2) left += 2 * Math.min(number.value, payload.length) + (payload[start] === frame.ack ? 0 : 3)
    at = number.next
  }
  return at
}

/** A number of 1, 2, 4 or 8 bytes (§16). */
function varint(bytes: Uint8Array, at: number, end: number): { readonly value: number; readonly next: number } | undefined {
  if (at >= end) return undefined
  const next = at + (1 << (bytes[at]! >> 6))
  if (next > end) return undefined
  let value = bytes[at]! & 63
  for (let i = at + 1; i < next; i++) value = value * 256 + bytes[i]!
  return { value, next }
}
