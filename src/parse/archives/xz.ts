// The xz file format 1.2.1 (tukaani.org), piece by piece: blocks packed by LZMA2 alone, as dpkg, rpm and logrotate write it.
//
// Checks of blocks are passed over: what is taken out of a package is compared with the package database's own checksum.
import { concat } from '../../core/bytes.ts'
import { ByteFeed } from './byte-feed.ts'
import { lzma2Chunks } from './lzma2.ts'

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]
/** Bytes of a block's check by its type: none, CRC32, CRC64, SHA-256 and those in between. */
const checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]
const lzma2 = 0x21

export function isXz(input: Uint8Array): boolean {
  return magic.every((byte, i) => input[i] === byte)
}

/** Larger dictionaries than that of xz -9 are not made room for. */
const mostDictionary = 64 << 20

/** The content; undefined when it is damaged, uses another filter, or is larger than `most` bytes. */
export function unpackXz(input: Uint8Array, most: number): Uint8Array | undefined {
  const waiting = [input]
  const parts: Uint8Array[] = []
  let size = 0
  for (const piece of unxzPieces(() => waiting.shift())) {
    if (typeof piece === 'string' || size + piece.length > most) return undefined
    size += piece.length
    parts.push(piece)
  }
  return concat(parts)
}

/** The content piece by piece, of all streams that follow each other; 'cut' or 'too large' last when not all can be had. */
export function* unxzPieces(next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut' | 'too large'> {
  const feed = new ByteFeed(next)
  for (let head = feed.take(12), isFirst = true; head !== undefined || isFirst; head = nextHead(feed), isFirst = false) {
    const check = checkSizes[head?.[7] ?? 16]
    if (head === undefined || !isXz(head) || head[6] !== 0 || check === undefined) {
      yield 'cut'
      return
    }
    let start = feed.byte()
    for (; start !== undefined && start !== 0; start = feed.byte()) {
      const header = feed.take(start * 4 + 3)
      const dictionary = header === undefined ? undefined : dictionaryOf(header)
      if (dictionary === undefined || dictionary > mostDictionary) {
        yield dictionary === undefined ? 'cut' : 'too large'
        return
      }
      const from = feed.taken
      const isWhole = yield* lzma2Chunks(feed, dictionary)
      if (!isWhole || feed.take(((from - feed.taken) & 3) + check) === undefined) {
        yield 'cut'
        return
      }
    }
    if (start === undefined || !skipIndex(feed)) {
      yield 'cut'
      return
    }
  }
}

/** Of a block's header without its first byte: LZMA2 is its only filter, whatever sizes are told. */
function dictionaryOf(header: Uint8Array): number | undefined {
  const flags = header[0] ?? 0xff
  if ((flags & 0x3f) !== 0) return undefined
  let at = 1
  for (const told of [0x40, 0x80]) {
    if ((flags & told) === 0) continue
    while ((header[at] ?? 0) >= 0x80) at++
    at++
  }
  const bits = header[at + 2] ?? 41
  if (header[at] !== lzma2 || header[at + 1] !== 1 || bits > 40) return undefined
  return bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11)
}

/** Sizes of blocks, which nobody needs, their checksum, and the footer of the stream. */
function skipIndex(feed: ByteFeed): boolean {
  const from = feed.taken - 1
  const records = numberFrom(feed)
  for (let i = 0; i < 2 * records; i++) if (numberFrom(feed) < 0) return false
  return records >= 0 && feed.take(((from - feed.taken) & 3) + 4 + 12) !== undefined
}

/** Seven bits in each byte; -1 where the input ends or it is too long. */
function numberFrom(feed: ByteFeed): number {
  let value = 0
  for (let i = 0; i < 7; i++) {
    const byte = feed.byte()
    if (byte === undefined) return -1
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return value
  }
  return -1
}

/** Of the next stream; between streams stand groups of four zeros. What is none ends the content. */
function nextHead(feed: ByteFeed): Uint8Array | undefined {
  let four = feed.take(4)
  while (four?.every(byte => byte === 0) === true) four = feed.take(4)
  const rest = four === undefined ? undefined : feed.take(8)
  if (four === undefined || rest === undefined) return undefined
  const head = concat([four, rest])
  return isXz(head) ? head : undefined
}
