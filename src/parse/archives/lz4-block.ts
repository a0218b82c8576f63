// One block of LZ4 (lz4_Block_format.md): literals and matches, without a frame.

const shortestMatch = 4

/** The content, which must be exactly `length` bytes; undefined when the block is damaged. */
export function unpackLz4Block(input: Uint8Array, length: number): Uint8Array | undefined {
  const out = new Uint8Array(length)
  let to = 0
  let from = 0
  /** A length that goes on in bytes of 255; NaN when the input ends amid it. */
  const counted = (start: number): number => {
    if (start < 15) return start
    for (let sum = start; ; ) {
      const byte = input[from++]
      if (byte === undefined) return Number.NaN
      sum += byte
      if (byte < 255) return sum
    }
  }
  while (from < input.length) {
    const token = input[from++]!
    const literals = counted(token >> 4)
    if (!(from + literals <= input.length && to + literals <= length)) return undefined
    out.set(input.subarray(from, from + literals), to)
    from += literals
    to += literals
    if (from === input.length) return to === length ? out : undefined
    const back = input[from]! | ((input[from + 1] ?? 0) << 8)
    from += 2
    const match = counted(token & 15) + shortestMatch
    if (back === 0 || back > to || from > input.length || !(to + match <= length)) return undefined
    if (back >= match) out.copyWithin(to, to - back, to - back + match)
    else for (let i = 0; i < match; i++) out[to + i] = out[to + i - back]!
    to += match
  }
  return undefined
}
