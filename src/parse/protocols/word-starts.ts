// A first look at a name in a packet: whether any word in it begins with one of few pairs of letters. Allocates nothing.

/** From lists like "po mi": by both letters, for `hasWordStart`. */
export function wordStarts(...lists: readonly string[]): Uint8Array {
  const starts = new Uint8Array(1 << 16)
  for (const pair of lists.join(' ').split(' ')) starts[(pair.charCodeAt(0) << 8) | pair.charCodeAt(1)] = 1
  return starts
}

export function hasWordStart(name: Uint8Array, start: number, length: number, starts: Uint8Array): boolean {
  let isInside = false
  for (let at = start; at + 3 < start + length; at++) {
    const small = lower(name[at]!)
    const isWord = (small >= 97 && small <= 122) || (small >= 48 && small <= 57)
    if (isWord && !isInside && starts[(small << 8) | lower(name[at + 1]!)] === 1) return true
    isInside = isWord
  }
  return false
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte
}
