// Finds any of many words in bytes, in any case of letters: each word is known by a pair of its bytes that is rare in such bytes, and only every second byte begins a pair.

interface Word {
  readonly bytes: Uint8Array
  /** From the place of its pair back to its beginning. */
  readonly back: number
}

export class NeedleSearch {
  /** By two bytes: 0, or which of `words` may be there. */
  private readonly table = new Uint16Array(65_536)
  private readonly words: Word[][] = [[]]

  /** ASCII words; those that hold anything else, or nothing, are never found. `sample`: a piece of what will be searched, by which rare is judged. */
  constructor(needles: readonly string[], sample: Uint8Array = ordinary) {
    const often = pairsIn(sample)
    const pairs = new Map<number, Word[]>()
    for (const needle of needles) {
      if (!/^[\x00-\x7f]+$/.test(needle)) continue
      const bytes = Buffer.from(needle.toLowerCase(), 'latin1')
      // One pair that begins an even number of bytes after the word does, one that begins an odd number after it.
      for (const parity of [0, 1]) {
        const back = rarest(bytes, parity, often)
        for (const first of casesAt(bytes, back))
          for (const second of casesAt(bytes, back + 1)) {
            const pair = (first << 8) | second
            pairs.set(pair, [...(pairs.get(pair) ?? []), { bytes, back }])
          }
      }
    }
    const known = new Map<string, number>()
    for (const [pair, words] of pairs) {
      const key = words.map(word => `${word.back} ${word.bytes}`).join(';')
      const place = known.get(key) ?? this.words.push(words) - 1
      known.set(key, place)
      this.table[pair] = place
    }
  }

  /** Where a word begins that is the first at or after `from`, or overlaps with the first; -1 for none. */
  find(bytes: Uint8Array, from: number): number {
    const { table } = this
    const last = bytes.length - 1
    if (from <= 0 && last >= 0) {
      const start = this.among(table[bytes[0]!]!, bytes, -1, 0)
      if (start >= 0) return start
    }
    let at = from <= 0 ? 1 : from - 1
    for (; at < last; at += 2) {
      const place = table[(bytes[at]! << 8) | bytes[at + 1]!]!
      if (place === 0) continue
      const start = this.among(place, bytes, at, from)
      if (start >= 0) return start
    }
    return at === last ? this.among(table[bytes[at]! << 8]!, bytes, at, from) : -1
  }

  /** A word whose pair stands at `at`. */
  private among(place: number, bytes: Uint8Array, at: number, from: number): number {
    for (const { bytes: word, back } of this.words[place]!) {
      const start = at - back
      if (start >= from && standsAt(bytes, start, word)) return start
    }
    return -1
  }
}

const doubt = 20

const ordinary = Buffer.from(
  'Oct 11 20:37:59 web01 sshd[41826]: Failed password for invalid user admin from 198.51.100.24 port 60135 ssh2 uid=0 tty=ssh rhost=10.2.3.4 ' +
    '192.0.2.7 - - [02/Jan/2026:03:04:05 +0000] "GET /index.html?id=1&page=2 HTTP/1.1" 200 6179 "https://www.example.com/" "Mozilla/5.0 (X11; Linux x86_64)"',
)

function pairsIn(sample: Uint8Array): Uint32Array {
  const often = new Uint32Array(65_536)
  for (let at = 1; at < sample.length; at++) often[(sample[at - 1]! << 8) | sample[at]!]!++
  return often
}

/** Place of the rarest pair of this parity, from -1 (one byte before the word, whatever it is) to the word's last byte. */
function rarest(word: Uint8Array, parity: number, often: Uint32Array): number {
  let best = parity === 0 ? 0 : -1
  let least = Number.POSITIVE_INFINITY
  for (let at = best; at < word.length; at += 2) {
    let count = 0
    for (const first of casesAt(word, at)) for (const second of casesAt(word, at + 1)) count += often[(first << 8) | second]!
    // A pair that reaches out of the word stands for 256: what the sample happens to lack is believed less.
    if (word[at] === undefined || word[at + 1] === undefined) count += doubt
    if (count < least) {
      least = count
      best = at
    }
  }
  return best
}

const anything = Array.from({ length: 256 }, (_, byte) => byte)

function casesAt(word: Uint8Array, at: number): readonly number[] {
  const byte = word[at]
  if (byte === undefined) return anything
  return byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte]
}

/** `word` is in lower case. */
function standsAt(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  if (start + word.length > bytes.length) return false
  for (let i = 0; i < word.length; i++) {
    const byte = bytes[start + i]!
    if ((byte >= 65 && byte <= 90 ? byte + 32 : byte) !== word[i]) return false
  }
  return true
}
