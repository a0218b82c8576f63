// Initial packets of QUIC made by hand: the sealing that src/wire/quic opens.
import { createCipheriv } from 'node:crypto'
import type { QuicVersion } from '../src/parse/protocols/quic-packet.ts'
import { clientKeys, headerMask } from '../src/wire/quic/initial.ts'
import { be16, be32, packed } from './packets.ts'

const numbers = { '1': 1, '2': 0x6b33_43cf, draft: 0xff00_001d } as const
const tag = 16

export interface Initial {
  readonly version?: QuicVersion
  /** By which the server is called, and from which the keys are made when that is another. */
  readonly target?: Uint8Array
  readonly keysOf?: Uint8Array
  readonly number?: number
  readonly token?: string
}

export const target = Uint8Array.of(0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08)

/** A packet whose payload is filled up so that a datagram has 1200 bytes. */
export function sealed(
  frames: Uint8Array,
  { version = '1', target: to = target, keysOf = to, number = 2, token = '' }: Initial = {},
): Uint8Array {
  const front = packed([0xc3 | (version === '2' ? 0x10 : 0)], be32(numbers[version]), [to.length], to, [0], [token.length], token)
  const payload = packed(frames, new Uint8Array(Math.max(0, 1200 - front.length - 2 - 4 - tag - frames.length)))
  const header = packed(front, be16(0x4000 | (4 + payload.length + tag)), be32(number))
  const { key, iv, hp } = clientKeys(version, keysOf)
  const nonce = Buffer.from(iv)
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ number) >>> 0, 8)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  cipher.setAAD(header)
  const body = packed(cipher.update(payload), cipher.final(), cipher.getAuthTag())
  const mask = headerMask(hp, body.subarray(0, 16))
  header[0]! ^= mask[0]! & 15
  for (let i = 0; i < 4; i++) header[header.length - 4 + i]! ^= mask[1 + i]!
  return packed(header, body)
}

/** A piece of the handshake. */
export const crypto = (offset: number, piece: Uint8Array): Uint8Array =>
  packed([6], be16(0x4000 | offset), be16(0x4000 | piece.length), piece)
