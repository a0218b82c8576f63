// bzip2 block by block: each block of at most 900 kB stands alone, so that a packed log of any size is read in a few megabytes.
//
// After the format as bzip2-1.0.8 (Julian Seward) reads it. Checksums are passed over: what a log says is not believed for them.

const blockMagic = 0x314159265359
const endMagic = 0x177245385090
const groupSize = 50
const longestCode = 20

class Damaged extends Error {}

export function isBzip2(head: Uint8Array): boolean {
  return head[0] === 0x42 && head[1] === 0x5a && head[2] === 0x68 && head[3]! >= 0x31 && head[3]! <= 0x39
}

/** The content in pieces of at most some 4 MB; 'cut' last when the input is damaged or ends too early. */
export function* bunzipped(next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut'> {
  const bits = new Bits(next)
  try {
    for (let stream = 0; ; stream++) {
      if (stream > 0 && bits.atEnd()) return
      if (bits.take(24) !== 0x425a68) throw new Damaged()
      const size = (bits.take(8) - 0x30) * 100_000
      if (!(size >= 100_000 && size <= 900_000)) throw new Damaged()
      for (;;) {
        const magic = bits.take(24) * 0x1000000 + bits.take(24)
        bits.take(16)
        bits.take(16)
        if (magic === endMagic) break
        if (magic !== blockMagic) throw new Damaged()
        yield* block(bits, size)
      }
      bits.align()
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    yield 'cut'
  }
}

/** Bits from the highest of each byte on. */
class Bits {
  private readonly next: () => Uint8Array | undefined
  private input: Uint8Array = new Uint8Array()
  private at = 0
  private held = 0
  private count = 0

  constructor(next: () => Uint8Array | undefined) {
    this.next = next
  }

  private byte(): number {
    while (this.at >= this.input.length) {
      const piece = this.next()
      if (piece === undefined) return -1
      this.input = piece
      this.at = 0
    }
    return this.input[this.at++]!
  }

  /** At most 24. */
  take(count: number): number {
    while (this.count < count) {
      const byte = this.byte()
      if (byte < 0) throw new Damaged()
      this.held = ((this.held << 8) | byte) & 0x7fffffff
      this.count += 8
    }
    this.count -= count
    const value = (this.held >>> this.count) & ((1 << count) - 1)
    this.held &= (1 << this.count) - 1
    return value
  }

  align(): void {
    this.count -= this.count & 7
    this.held &= (1 << this.count) - 1
  }

  atEnd(): boolean {
    if (this.count > 0) return false
    const byte = this.byte()
    if (byte < 0) return true
    this.held = byte
    this.count = 8
    return false
  }
}

interface Code {
  /** By length: the highest code of it, and what to take away to find its symbol. */
  readonly limit: Int32Array
  readonly base: Int32Array
  readonly symbols: Uint16Array
}

function codeOf(lengths: Uint8Array): Code {
  const limit = new Int32Array(longestCode + 2).fill(-1)
  const base = new Int32Array(longestCode + 2)
  const symbols = new Uint16Array(lengths.length)
  let code = 0
  let place = 0
  for (let length = 1; length <= longestCode; length++, code <<= 1) {
    base[length] = code - place
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) {
        symbols[place++] = symbol
        code++
      }
    limit[length] = code - 1
  }
  return { limit, base, symbols }
}

function symbolIn(bits: Bits, { limit, base, symbols }: Code): number {
  let code = 0
  for (let length = 1; length <= longestCode; length++) {
    code = (code << 1) | bits.take(1)
    const place = code - base[length]!
    if (code <= limit[length]! && place >= 0) return symbols[place] ?? 0
  }
  throw new Damaged()
}

function* block(bits: Bits, size: number): Generator<Uint8Array> {
  const randomised = bits.take(1)
  const origin = bits.take(24)
  if (randomised === 1) throw new Damaged()
  const { used, codes, selectors } = tables(bits)
  const table = new Uint32Array(size)
  const length = unmove(bits, used, codes, selectors, table)
  if (origin >= length) throw new Damaged()
  const starts = new Uint32Array(256)
  for (let i = 0; i < length; i++) starts[table[i]!]!++
  for (let i = 0, sum = 0; i < 256; i++) {
    const count = starts[i]!
    starts[i] = sum
    sum += count
  }
  for (let i = 0; i < length; i++) {
    const place = starts[table[i]! & 0xff]!++
    table[place] = (table[place]! & 0xff) | (i << 8)
  }
  yield* unrun(table, length, table[origin]! >>> 8)
}

function tables(bits: Bits): { used: Uint8Array; codes: readonly Code[]; selectors: Uint8Array } {
  const rows = bits.take(16)
  const bytes: number[] = []
  for (let row = 0; row < 16; row++) {
    if (((rows >> (15 - row)) & 1) === 0) continue
    const columns = bits.take(16)
    for (let column = 0; column < 16; column++) if (((columns >> (15 - column)) & 1) === 1) bytes.push(row * 16 + column)
  }
  const groups = bits.take(3)
  const selectors = new Uint8Array(bits.take(15))
  if (bytes.length === 0 || groups < 2 || groups > 6 || selectors.length === 0) throw new Damaged()
  const order = Array.from({ length: groups }, (_, i) => i)
  for (let i = 0; i < selectors.length; i++) {
    let place = 0
    while (bits.take(1) === 1) if (++place >= groups) throw new Damaged()
    const [group = 0] = order.splice(place, 1)
    order.unshift(group)
    selectors[i] = group
  }
  const codes = Array.from({ length: groups }, () => {
    const lengths = new Uint8Array(bytes.length + 2)
    let length = bits.take(5)
    for (let i = 0; i < lengths.length; i++) {
      for (; bits.take(1) === 1; length += bits.take(1) === 0 ? 1 : -1);
      if (length < 1 || length > longestCode) throw new Damaged()
      lengths[i] = length
    }
    return codeOf(lengths)
  })
  return { used: Uint8Array.from(bytes), codes, selectors }
}

/** Runs of zeros and moves to the front, taken back; the length of the block. */
function unmove(bits: Bits, used: Uint8Array, codes: readonly Code[], selectors: Uint8Array, table: Uint32Array): number {
  const order = used.slice()
  const end = used.length + 1
  let length = 0
  let run = 0
  let worth = 1
  for (let i = 0; ; i++) {
    const code = codes[selectors[Math.floor(i / groupSize)] ?? 255]
    if (code === undefined) throw new Damaged()
    const symbol = symbolIn(bits, code)
    if (symbol <= 1) {
      run += worth << symbol
      worth <<= 1
      if (run > table.length) throw new Damaged()
      continue
    }
    if (run > 0) {
      if (length + run > table.length) throw new Damaged()
      table.fill(order[0]!, length, length + run)
      length += run
      run = 0
      worth = 1
    }
    if (symbol === end) return length
    if (length >= table.length) throw new Damaged()
    const byte = order[symbol - 1]!
    order.copyWithin(1, 0, symbol - 1)
    order[0] = byte
    table[length++] = byte
  }
}

const pieceSize = 1 << 20

/** Follows the order of the sorted block, and repeats what four equal bytes and a count stand for. */
function* unrun(table: Uint32Array, length: number, first: number): Generator<Uint8Array> {
  let out = new Uint8Array(pieceSize + 260)
  let to = 0
  let same = 0
  let before = -1
  for (let i = 0, at = first; i < length; i++) {
    const entry = table[at]!
    const byte = entry & 0xff
    at = entry >>> 8
    if (same === 4) {
      out.fill(before, to, to + byte)
      to += byte
      same = 0
      before = -1
    } else {
      same = byte === before ? same + 1 : 1
      before = byte
      out[to++] = byte
    }
    if (to >= pieceSize) {
      yield out.subarray(0, to)
      out = new Uint8Array(pieceSize + 260)
      to = 0
    }
  }
  if (to > 0) yield out.subarray(0, to)
}
