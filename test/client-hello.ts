// Greetings of TLS made by hand.
import { be16, packed } from './packets.ts'

const extension = (type: number, body: Uint8Array): Uint8Array => packed(be16(type), be16(body.length), body)

/** The message of a client that asks for that server and offers HTTP/3. */
export function clientHello(name: string): Uint8Array {
  const server = packed(be16(name.length + 3), [0], be16(name.length), name)
  const extensions = packed(extension(0, server), extension(43, packed([2, 3, 4])), extension(16, packed([0, 3, 2], 'h3')))
  const body = packed([3, 3], new Uint8Array(32), [0], [0, 2, 0x13, 1], [1, 0], be16(extensions.length), extensions)
  return packed([1, 0], be16(body.length), body)
}

/** The same as a record. */
export function helloRecord(name: string): Uint8Array {
  const message = clientHello(name)
  return packed([0x16, 3, 1], be16(message.length), message)
}
