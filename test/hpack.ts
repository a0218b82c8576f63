// Frames of HTTP/2 made by hand: fields as literals, so that nothing needs a table.
import { be16, be32, packed } from './packets.ts'

export type Fields = Readonly<Record<string, string>>

const length = (text: string): number[] => {
  const size = text.length
  if (size < 127) return [size]
  const rest = size - 127
  return rest < 128 ? [127, rest] : [127, (rest & 127) | 128, ...(rest < 1 << 14 ? [rest >> 7] : [((rest >> 7) & 127) | 128, rest >> 14])]
}

export const block = (fields: Fields): Uint8Array =>
  packed(...Object.entries(fields).flatMap(([name, value]) => [[0], length(name), name, length(value), value]))

export const frame = (type: number, flags: number, stream: number, payload: Uint8Array | string = ''): Uint8Array =>
  packed([payload.length >> 16], be16(payload.length & 0xffff), [type, flags], be32(stream), payload)

export const h2 = {
  preface: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  settings: frame(4, 0, 0),
  ok: frame(4, 1, 0),
  /** `flags`: 4 the block is whole, 1 nothing follows. */
  headers: (stream: number, fields: Fields, flags = 5): Uint8Array => frame(1, flags, stream, block(fields)),
  data: (stream: number, body: Uint8Array | string, flags = 1): Uint8Array => frame(0, flags, stream, body),
}
