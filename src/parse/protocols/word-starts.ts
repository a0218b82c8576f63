// A first look at a name in a packet: whether any word in it begins with one of few pairs of letters. Allocates nothing.

/** From a list like "po mi": keys for `hasWordStart`. */
export function wordStarts(list: string): ReadonlySet<number> {
  return new Set(list.split(' ').map(pair => (pair.charCodeAt(0) << 8) | pair.charCodeAt(1)))
}

export function hasWordStart(name: Uint8Array, start: number, length: number, starts: ReadonlySet<number>): boolean {
  let isInside = false
  for (let at = start; at + 3 < start + length; at++) {
    const small = lower(name[at]!)
    const isWord = (small >= 97 && small <= 122) || (small >= 48 && small <= 57)
    if (isWord && !isInside && starts.has((small << 8) | lower(name[at + 1]!))) return true
    isInside = isWord
  }
  return false
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte
}
