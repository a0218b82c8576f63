// The greetings of TLS 1.0–1.3 (RFC 5246 §7.4.1, RFC 8446 §4.1): what both sides offer and choose before anything is encrypted.
import { u16be } from '../big-endian.ts'

/** Values that Chrome and others offer only so that nobody relies on them (RFC 8701). */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >>> 8 === (value & 0xff)
}

export interface ClientHello {
  /** As the old field says; what counts is in `versions`. */
  readonly version: number
  readonly ciphers: readonly number[]
  readonly extensions: readonly number[]
  readonly groups: readonly number[]
  readonly points: readonly number[]
  readonly signatures: readonly number[]
  readonly versions: readonly number[]
  /** The name that is asked for, or ''. */
  readonly name: string
  readonly protocols: readonly string[]
  /** The real greeting is encrypted (ECH): `name` is that of a front. */
  readonly isEncrypted: boolean
}

export interface ServerHello {
  readonly version: number
  readonly cipher: number
  readonly extensions: readonly number[]
  /** The protocol that was chosen, where it is said in clear (up to TLS 1.2), or ''. */
  readonly protocol: string
}

export const handshake = { clientHello: 1, serverHello: 2, certificate: 11 } as const
export const extension = { name: 0, groups: 10, points: 11, signatures: 13, protocols: 16, versions: 43, ech: 0xfe0d } as const

/** The body of a handshake message of a type; undefined when it is not there, or not yet whole. */
export function handshakeBody(bytes: Uint8Array, type: number): Uint8Array | undefined {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const next = at + 4 + (bytes[at + 1]! << 16) + u16be(bytes, at + 2)
    if (bytes[at] === type) return next > bytes.length ? undefined : bytes.subarray(at + 4, next)
    at = next
  }
  return undefined
}

/** The body of a ClientHello; undefined when it is none. */
export function clientHello(body: Uint8Array): ClientHello | undefined {
  const sessions = 35 + (body[34] ?? 256)
  if (sessions + 2 > body.length) return undefined
  const compressions = sessions + 2 + u16be(body, sessions)
  if (compressions >= body.length) return undefined
  const found = extensionsOf(body, compressions + 1 + body[compressions]!)
  const of = (type: number): Uint8Array => found.get(type) ?? empty
  return {
    version: u16be(body, 0),
    ciphers: pairs(body.subarray(sessions + 2, compressions)),
    extensions: [...found.keys()],
    groups: pairs(of(extension.groups).subarray(2)),
    points: [...of(extension.points).subarray(1)],
    signatures: pairs(of(extension.signatures).subarray(2)),
    versions: pairs(of(extension.versions).subarray(1)),
    name: latin(of(extension.name).subarray(5)),
    protocols: protocolsIn(of(extension.protocols)),
    isEncrypted: found.has(extension.ech),
  }
}

/** Where the server's name lies in the body of a ClientHello, its length in the two bytes before; -1 when there is none. Allocates nothing. */
export function serverNameAt(body: Uint8Array): number {
  const sessions = 35 + (body[34] ?? 256)
  if (sessions + 2 > body.length) return -1
  const compressions = sessions + 2 + u16be(body, sessions)
  if (compressions >= body.length) return -1
  for (let at = compressions + 3 + body[compressions]!; at + 9 <= body.length; at += 4 + u16be(body, at + 2)) {
    if (u16be(body, at) !== extension.name) continue
    return at + 9 + u16be(body, at + 7) <= body.length ? at + 9 : -1
  }
  return -1
}

/** The body of a ServerHello; undefined when it is none. */
export function serverHello(body: Uint8Array): ServerHello | undefined {
  const at = 35 + (body[34] ?? 256)
  if (at + 3 > body.length) return undefined
  const found = extensionsOf(body, at + 3)
  const chosen = found.get(extension.versions)
  return {
    version: chosen?.length === 2 ? u16be(chosen, 0) : u16be(body, 0),
    cipher: u16be(body, at),
    extensions: [...found.keys()],
    protocol: protocolsIn(found.get(extension.protocols) ?? empty)[0] ?? '',
  }
}

/** Whether the body of a ServerHello chooses TLS 1.3. Allocates nothing. */
export function choosesThirteen(body: Uint8Array): boolean {
  for (let at = 40 + (body[34] ?? 256); at + 6 <= body.length; at += 4 + u16be(body, at + 2))
    if (u16be(body, at) === extension.versions) return u16be(body, at + 4) === 0x304
  return false
}

/** The certificate of the server itself, in DER, from the body of a Certificate message up to TLS 1.2. */
export function firstCertificate(body: Uint8Array): Uint8Array | undefined {
  if (body.length < 6) return undefined
  const end = 6 + (body[3]! << 16) + u16be(body, 4)
  return end > body.length || end === 6 ? undefined : body.subarray(6, end)
}

const empty = new Uint8Array(0)

/** In their order; of a repeated one the first. */
function extensionsOf(body: Uint8Array, start: number): ReadonlyMap<number, Uint8Array> {
  const found = new Map<number, Uint8Array>()
  if (start + 2 > body.length) return found
  const end = Math.min(body.length, start + 2 + u16be(body, start))
  for (let at = start + 2; at + 4 <= end; ) {
    const next = at + 4 + u16be(body, at + 2)
    if (next > end) break
    const type = u16be(body, at)
    if (!found.has(type)) found.set(type, body.subarray(at + 4, next))
    at = next
  }
  return found
}

function pairs(bytes: Uint8Array): readonly number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, i) => u16be(bytes, 2 * i))
}

function protocolsIn(bytes: Uint8Array): readonly string[] {
  const list: string[] = []
  for (let at = 2; at < bytes.length; at += 1 + bytes[at]!) list.push(latin(bytes.subarray(at + 1, at + 1 + bytes[at]!)))
  return list
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes.subarray(0, 4096) as unknown as number[])
}
