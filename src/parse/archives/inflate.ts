// gzip (RFC 1952) and deflate (RFC 1951) piece by piece: the library's own streams cannot be pulled, and a log of gigabytes must not lie in memory.

const windowSize = 1 << 15
const outSize = 1 << 18
const longestMatch = 258
/** More input than one symbol with its distance can need. */
const reserve = 16
const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const farBase = [
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193],
  ...[12289, 16385, 24577],
]
const farExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const widest = 15

/** For every run of 15 bits the symbol it begins with, times 16, plus its length; 0 for none. */
type Table = Uint16Array

function tableOf(lengths: Uint8Array): Table {
  const table = new Uint16Array(1 << widest)
  let code = 0
  for (let length = 1; length <= widest; length++, code <<= 1) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue
      if (code >= 1 << length) return new Uint16Array(1 << widest)
      let reversed = 0
      for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit)
      for (let at = reversed; at < table.length; at += 1 << length) table[at] = symbol * 16 + length
      code++
    }
  }
  return table
}

const fixed = (() => {
  const lengths = new Uint8Array(288)
  for (let i = 0; i < 288; i++) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8
  return { literals: tableOf(lengths), distances: tableOf(new Uint8Array(30).fill(5)) }
})()

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

/** The content in pieces of at most 256 KiB; 'cut' last when the input is damaged or ends too early. `next` gives the input in pieces, undefined at its end. */
export function* gunzipped(next: () => Uint8Array | undefined): Generator<Uint8Array | 'cut'> {
  const stream = new Inflate(next)
  for (let member = 0; ; member++) {
    const head = stream.gzipHead()
    if (head === 'none' && member > 0) return
    if (head === 'none') {
      yield 'cut'
      return
    }
    for (let more = true; more; ) {
      more = stream.run()
      const piece = stream.take()
      if (piece.length > 0) yield piece
    }
    if (stream.damaged) {
      yield 'cut'
      return
    }
    stream.skipTrailer()
  }
}

class Inflate {
  damaged = false
  private readonly next: () => Uint8Array | undefined
  private input = new Uint8Array(0)
  private at = 0
  /** Where the true input ends; zeros follow, so that nothing is read past the array. */
  private end = 0
  private dry = false
  private bits = 0
  private count = 0
  private readonly out = new Uint8Array(windowSize + outSize + longestMatch)
  private to = windowSize
  private taken = windowSize
  /** How far back a match may reach: nothing stands before the member's first byte. */
  private floor = windowSize
  private block: 'none' | 'stored' | 'packed' = 'none'
  private last = false
  private stored = 0
  private literals: Table = fixed.literals
  private distances: Table = fixed.distances

  constructor(next: () => Uint8Array | undefined) {
    this.next = next
  }

  private fill(): void {
    while (!this.dry && this.end - this.at < 4096) {
      const piece = this.next()
      this.dry = piece === undefined
      const rest = this.input.subarray(this.at, this.end)
      const joined = new Uint8Array(rest.length + (piece?.length ?? 0) + reserve)
      joined.set(rest)
      if (piece !== undefined) joined.set(piece, rest.length)
      this.input = joined
      this.at = 0
      this.end = joined.length - reserve
    }
  }

  private byte(): number {
    if (this.at >= this.end) this.fill()
    return this.at < this.end ? this.input[this.at++]! : -1
  }

  private take0(count: number): number {
    while (this.count < count) {
      const byte = this.byte()
      if (byte < 0) {
        this.damaged = true
        return 0
      }
      this.bits |= byte << this.count
      this.count += 8
    }
    const value = this.bits & ((1 << count) - 1)
    this.bits >>>= count
    this.count -= count
    return value
  }

  private alignBytes(): void {
    const spare = this.count & 7
    this.bits >>>= spare
    this.count -= spare
  }

  /** Leftover whole bytes of the bit buffer are read before the input. */
  private nextByte(): number {
    return this.count >= 8 ? this.take0(8) : this.byte()
  }

  gzipHead(): 'some' | 'none' {
    this.alignBytes()
    // Padding of zeros after the last member is allowed.
    let first = this.nextByte()
    while (first === 0) first = this.nextByte()
    if (first !== 0x1f || this.nextByte() !== 0x8b || this.nextByte() !== 8) return 'none'
    const flags = this.nextByte()
    for (let i = 0; i < 6; i++) this.nextByte()
    if ((flags & 4) !== 0) for (let left = this.nextByte() | (this.nextByte() << 8); left > 0; left--) this.nextByte()
    for (const flag of [8, 16]) if ((flags & flag) !== 0) while (this.nextByte() > 0);
    if ((flags & 2) !== 0) for (let i = 0; i < 2; i++) this.nextByte()
    this.floor = this.to
    this.block = 'none'
    this.last = false
    return 'some'
  }

  skipTrailer(): void {
    this.alignBytes()
    for (let i = 0; i < 8; i++) this.nextByte()
  }

  take(): Uint8Array {
    const piece = this.out.slice(this.taken, this.to)
    const shift = this.to - windowSize
    if (shift > 0) {
      this.out.copyWithin(0, shift, this.to)
      this.floor = Math.max(0, this.floor - shift)
      this.to = windowSize
    }
    this.taken = this.to
    return piece
  }

  /** Unpacks until the output is full; false when the member has ended or is damaged. */
  run(): boolean {
    while (!this.damaged) {
      if (this.block === 'none') {
        if (this.last) return false
        this.begin()
      } else if (this.block === 'stored') {
        if (this.copyStored()) return true
      } else if (this.unpack()) return true
    }
    return false
  }

  private begin(): void {
    this.last = this.take0(1) === 1
    const kind = this.take0(2)
    if (this.damaged) return
    if (kind === 0) {
      this.alignBytes()
      this.stored = this.nextByte() | (this.nextByte() << 8)
      const check = this.nextByte() | (this.nextByte() << 8)
      if (this.stored < 0 || check < 0 || (this.stored ^ 0xffff) !== check) this.damaged = true
      this.block = this.stored === 0 ? 'none' : 'stored'
    } else if (kind === 1) {
      this.literals = fixed.literals
      this.distances = fixed.distances
      this.block = 'packed'
    } else if (kind === 2) {
      this.readTables()
      this.block = 'packed'
    } else this.damaged = true
  }

  /** True when the output is full. */
  private copyStored(): boolean {
    while (this.stored > 0) {
      if (this.to >= windowSize + outSize) return true
      const byte = this.nextByte()
      if (byte < 0) {
        this.damaged = true
        return false
      }
      this.out[this.to++] = byte
      this.stored--
    }
    this.block = 'none'
    return false
  }

  private readTables(): void {
    const literalCount = this.take0(5) + 257
    const distanceCount = this.take0(5) + 1
    const codeCount = this.take0(4) + 4
    const codeLengths = new Uint8Array(19)
    for (let i = 0; i < codeCount; i++) codeLengths[order[i]!] = this.take0(3)
    const codes = tableOf(codeLengths)
    const lengths = new Uint8Array(literalCount + distanceCount)
    for (let i = 0; i < lengths.length && !this.damaged; ) {
      const symbol = this.symbol(codes)
      if (symbol < 16) lengths[i++] = symbol
      else {
        const value = symbol === 16 ? (lengths[i - 1] ?? 0) : 0
        const times = symbol === 16 ? 3 + this.take0(2) : symbol === 17 ? 3 + this.take0(3) : 11 + this.take0(7)
        lengths.fill(value, i, Math.min(lengths.length, i + times))
        i += times
      }
    }
    this.literals = tableOf(lengths.subarray(0, literalCount))
    this.distances = tableOf(lengths.subarray(literalCount))
  }

  private symbol(table: Table): number {
    while (this.count < widest) {
      const byte = this.byte()
      if (byte < 0) break
      this.bits |= byte << this.count
      this.count += 8
    }
    const entry = table[this.bits & 0x7fff]!
    const length = entry & 15
    if (length === 0 || length > this.count) {
      this.damaged = true
      return 0
    }
    this.bits >>>= length
    this.count -= length
    return entry >> 4
  }

  /** True when the output is full; false at the end of the block or of the input. */
  private unpack(): boolean {
    const { literals, distances, out } = this
    const full = windowSize + outSize
    let { to, bits, count } = this
    let result = true
    while (to < full) {
      if (this.end - this.at < reserve) this.fill()
      const { input } = this
      let { at } = this
      // Until the input runs low, so that the members of this object are left alone inside.
      const stop = this.dry ? this.end + 8 : this.end - reserve
      let ended = false
      let before = to
      while (to < full && at <= stop) {
        if (at - (count >> 3) > this.end) break
        before = to
        while (count < widest) {
          bits |= (input[at++] ?? 0) << count
          count += 8
        }
        let entry = literals[bits & 0x7fff]!
        let length = entry & 15
        if (length === 0) {
          this.damaged = true
          break
        }
        bits >>>= length
        count -= length
        const symbol = entry >> 4
        if (symbol < 256) {
          out[to++] = symbol
          continue
        }
        if (symbol === 256) {
          ended = true
          break
        }
        if (symbol > 285) {
          this.damaged = true
          break
        }
        let extra = lengthExtra[symbol - 257]!
        while (count < extra) {
          bits |= (input[at++] ?? 0) << count
          count += 8
        }
        let left = lengthBase[symbol - 257]! + (bits & ((1 << extra) - 1))
        bits >>>= extra
        count -= extra
        while (count < widest) {
          bits |= (input[at++] ?? 0) << count
          count += 8
        }
        entry = distances[bits & 0x7fff]!
        length = entry & 15
        const far = entry >> 4
        if (length === 0 || far > 29) {
          this.damaged = true
          break
        }
        bits >>>= length
        count -= length
        extra = farExtra[far]!
        while (count < extra) {
          bits |= (input[at++] ?? 0) << count
          count += 8
        }
        let from = to - farBase[far]! - (bits & ((1 << extra) - 1))
        bits >>>= extra
        count -= extra
        if (from < this.floor) {
          this.damaged = true
          break
        }
        while (left-- > 0) out[to++] = out[from++]!
      }
      this.at = at
      // What the zeros after the end would mean was never written.
      if (this.dry && at - (count >> 3) > this.end) {
        this.damaged = true
        to = before
      }
      if (ended) this.block = 'none'
      if (ended || this.damaged) {
        result = false
        break
      }
    }
    this.to = to
    this.bits = bits
    this.count = count
    return result
  }
}
