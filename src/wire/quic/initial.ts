// Opens Initial packets of QUIC: their keys come from what stands in the packet itself (RFC 9001 §5, RFC 9369 §3.3), they only keep out who does not look.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { InitialPacket, QuicVersion } from '../../parse/protocols/quic-packet.ts'

export interface InitialKeys {
  readonly key: Buffer
  readonly iv: Buffer
  readonly hp: Buffer
}

const salts: Readonly<Record<QuicVersion, string>> = {
  '1': '38762cf7f55934b34d179ae6a4c80cadccbb7f0a',
  '2': '0dede3def700a6db819381be6e269dcbf9bd2ed9',
  draft: 'afbfec289993d24c9e9786f19c6111e04390a899',
}
const tagSize = 16

/** Of the client, for a connection whose server was first called `target`. */
export function clientKeys(version: QuicVersion, target: Uint8Array): InitialKeys {
  const initial = createHmac('sha256', Buffer.from(salts[version], 'hex')).update(target).digest()
  const secret = expand(initial, 'client in', 32)
  const name = version === '2' ? 'quicv2' : 'quic'
  return { key: expand(secret, `${name} key`, 16), iv: expand(secret, `${name} iv`, 12), hp: expand(secret, `${name} hp`, 16) }
}

/** The payload; undefined when the keys are not those of this packet. `start`: where its header begins. */
export function opened(
  { numberAt, end }: Pick<InitialPacket, 'numberAt' | 'end'>,
  bytes: Uint8Array,
  start: number,
  keys: InitialKeys,
): Uint8Array | undefined {
  const header = Buffer.from(bytes.subarray(start, numberAt + 4))
  const mask = headerMask(keys.hp, bytes.subarray(numberAt + 4, numberAt + 20))
  header[0]! ^= mask[0]! & 15
  const size = (header[0]! & 3) + 1
  const at = numberAt - start
  const nonce = Buffer.from(keys.iv)
  for (let i = 0; i < size; i++) {
    header[at + i]! ^= mask[1 + i]!
    nonce[nonce.length - size + i]! ^= header[at + i]!
  }
  const sealed = bytes.subarray(numberAt + size, end)
  if (sealed.length < tagSize) return undefined
  const cipher = createDecipheriv('aes-128-gcm', keys.key, nonce)
  cipher.setAAD(header.subarray(0, at + size))
  cipher.setAuthTag(sealed.subarray(sealed.length - tagSize))
  try {
    const payload = cipher.update(sealed.subarray(0, sealed.length - tagSize))
    cipher.final()
    return payload
  } catch {
    return undefined
  }
}

export function headerMask(hp: Uint8Array, sample: Uint8Array): Uint8Array {
  return createCipheriv('aes-128-ecb', hp, null).update(sample)
}

/** HKDF-Expand-Label of TLS 1.3 (RFC 8446 §7.1) for no more than one block. */
function expand(secret: Uint8Array, label: string, length: number): Buffer {
  const name = `tls13 ${label}`
  const info = Buffer.from([0, length, name.length, ...Buffer.from(name), 0, 1])
  return createHmac('sha256', secret).update(info).digest().subarray(0, length)
}
