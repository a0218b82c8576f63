// Requests of GIOP made by hand.
import { be16, be32, packed } from './packets.ts'

export function giopRequest(operation: string, rest: string, { minor = 2, little = false, kind = 0 } = {}): Uint8Array {
  const long = (n: number): number[] => (little ? be32(n).reverse() : be32(n))
  const key = 'TheName_'
  const name = packed(long(operation.length + 1), operation, [0])
  const front =
    minor === 2 ? packed(long(1), [3, 0, 0, 0], be16(0), be16(0)) : packed(long(1), long(5), long(3), 'abc', [0], long(1), [1, 0, 0, 0])
  const body = kind === 0 ? packed(front, long(key.length), key, name, new Uint8Array(3), rest) : packed(long(1), rest)
  return packed('GIOP', [1, minor, little ? 1 : 0, kind], long(body.length), body)
}
