// One message of a SOCKS negotiation, of either side: where it ends, and whom it asks for.
import type { Side } from '../core/dissector.ts'
import { latin } from './head.ts'

/** 0: not to be followed any more. */
export type Version = 0 | 4 | 5

export type Step =
  | 'bad'
  | 'more'
  | {
      readonly next: number
      /** The last of that side: what follows is carried. */
      readonly isLast: boolean
      /** "pool.example:3333", when it is the question. */
      readonly asks?: string
    }

export function stepOf5(from: Side, bytes: Uint8Array, at: number, isGreeted: boolean): Step {
  const left = bytes.length - at
  if (left < 2) return 'more'
  const first = bytes[at]!
  if (!isGreeted) {
    if (first !== 5) return 'bad'
    return plain(bytes, at + 2 + (from === 0 ? bytes[at + 1]! : 0))
  }
  // User name and password (RFC 1929), and the answer to them.
  if (first === 1) {
    if (from === 1) return plain(bytes, at + 2)
    const secret = at + 2 + bytes[at + 1]!
    return secret >= bytes.length ? 'more' : plain(bytes, secret + 1 + bytes[secret]!)
  }
  if (first !== 5) return 'bad'
  // A refusal ends it; the client may only connect.
  if (from === 1 ? bytes[at + 1] !== 0 : bytes[at + 1] !== 1) return 'bad'
  if (left < 5) return 'more'
  const kind = bytes[at + 3]!
  const size = kind === 1 ? 4 : kind === 4 ? 16 : kind === 3 ? 1 + bytes[at + 4]! : -1
  if (size < 0) return 'bad'
  const next = at + 4 + size + 2
  if (next > bytes.length) return 'more'
  if (from === 1) return { next, isLast: true }
  const port = (bytes[next - 2]! << 8) | bytes[next - 1]!
  const address = bytes.subarray(at + 4, next - 2)
  const host = kind === 3 ? latin(address, 1, address.length) : kind === 1 ? address.join('.') : `[${groups(address)}]`
  return { next, isLast: true, asks: `${host}:${port}` }
}

export function stepOf4(from: Side, bytes: Uint8Array, at: number): Step {
  if (from === 1) {
    if (bytes.length - at < 8) return 'more'
    return bytes[at] === 0 && bytes[at + 1] === 0x5a ? { next: at + 8, isLast: true } : 'bad'
  }
  const user = bytes.indexOf(0, at + 8)
  if (user < 0) return 'more'
  const port = (bytes[at + 2]! << 8) | bytes[at + 3]!
  // 4a: an address 0.0.0.x says that the name follows.
  const isNamed = bytes[at + 4] === 0 && bytes[at + 5] === 0 && bytes[at + 6] === 0 && bytes[at + 7] !== 0
  if (!isNamed) return { next: user + 1, isLast: true, asks: `${bytes.subarray(at + 4, at + 8).join('.')}:${port}` }
  const name = bytes.indexOf(0, user + 1)
  return name < 0 ? 'more' : { next: name + 1, isLast: true, asks: `${latin(bytes, user + 1, name)}:${port}` }
}

function plain(bytes: Uint8Array, next: number): Step {
  return next > bytes.length ? 'more' : { next, isLast: false }
}

function groups(address: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) => ((address[2 * i]! << 8) | address[2 * i + 1]!).toString(16)).join(':')
}
