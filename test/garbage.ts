// Hostile variants of a real-looking file for property tests: its lines and words shuffled, cut, repeated and mixed with any bytes.
import fc from 'fast-check'
import { bytesOf, concat } from '../src/core/bytes.ts'

export function garbageLike(sample: string): fc.Arbitrary<Uint8Array> {
  const lines = sample.split(/(?<=\n)/)
  const words = sample.split(/(\s+|[=:;,"'{}()|#\\])/).filter(word => word !== '')
  const piece = fc.oneof(
    fc.constantFrom(...lines),
    fc.constantFrom(...words),
    fc.constantFrom('\n', '\r\n', '\\\n', '\0', ' ', '"', '#'),
    fc.uint8Array({ maxLength: 4 }),
  )
  return fc.array(piece, { maxLength: 30 }).map(pieces => concat(pieces.map(p => (typeof p === 'string' ? bytesOf(p) : p))))
}
