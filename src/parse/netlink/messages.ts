// Netlink messages: what is said to the kernel and what it answers, as bytes.
import { concat } from '../../core/bytes.ts'
import { padded } from './attributes.ts'

/** nlmsg_flags of linux/netlink.h. */
export const flag = { request: 1, acknowledge: 4, interrupted: 0x10, dump: 0x300, create: 0x400, append: 0x800 } as const

/** Types that every family has. */
export const control = { error: 2, done: 3 } as const

const headerSize = 16

export interface Message {
  readonly type: number
  readonly flags: number
  readonly sequence: number
  readonly body: Uint8Array
}

export function encodeMessage({ type, flags, sequence, body }: Message): Uint8Array {
  const out = new Uint8Array(padded(headerSize + body.length))
  const view = new DataView(out.buffer)
  view.setUint32(0, headerSize + body.length, true)
  view.setUint16(4, type, true)
  view.setUint16(6, flags, true)
  view.setUint32(8, sequence, true)
  out.set(body, headerSize)
  return out
}

export function encodeMessages(messages: readonly Message[]): Uint8Array {
  return concat(messages.map(encodeMessage))
}

/** As many as are whole. */
export function* readMessages(bytes: Uint8Array): Generator<Message> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + headerSize <= bytes.length; ) {
    const length = view.getUint32(at, true)
    if (length < headerSize || at + length > bytes.length) return
    yield {
      type: view.getUint16(at + 4, true),
      flags: view.getUint16(at + 6, true),
      sequence: view.getUint32(at + 8, true),
      body: bytes.subarray(at + headerSize, at + length),
    }
    at += padded(length)
  }
}

/** The errno of an error message, 0 for a bare acknowledgement; undefined for any other message. */
export function errnoOf({ type, body }: Message): number | undefined {
  if (type !== control.error || body.length < 4) return undefined
  return 0 - new DataView(body.buffer, body.byteOffset).getInt32(0, true)
}
