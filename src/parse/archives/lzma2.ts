// LZMA2 (as xz packs it), chunk by chunk: stored, or packed by LZMA; nothing is read or copied from outside of the chunk and the dictionary.
//
// After the LZMA specification (Igor Pavlov, public domain) and the description of chunks in xz-embedded/lzma2.
import type { ByteFeed } from './byte-feed.ts'

/** What has been unpacked last, as far back as matches may refer to. */
interface Window {
  bytes: Uint8Array
  length: number
}

const halfway = 1024
const lengthCoder = 2 + 2 * 16 * 8 + 256

/** Places of the models in one array, four position bits wide. */
const at = (() => {
  let next = 0
  const take = (count: number): number => {
    const start = next
    next += count
    return start
  }
  return {
    isMatch: take(12 * 16),
    isRep: take(12),
    isRepG0: take(12),
    isRepG1: take(12),
    isRepG2: take(12),
    isRep0Long: take(12 * 16),
    slots: take(4 * 64),
    special: take(128),
    align: take(16),
    matchLength: take(lengthCoder),
    repLength: take(lengthCoder),
    literals: take(0x300 * 16),
    size: next,
  }
})()

/** The next state after a literal. */
const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6)

/** Of one chunk. */
const mostChunk = 1 << 21
/** Room beyond the dictionary, so that it is moved seldom; a multiple of 16, since places count by their last four bits. */
const slack = 8 << 20

/**
 * One stream of chunks, unpacked chunk by chunk. Returns false when it is damaged or ends too early. No more is held than the dictionary and a little.
 */
export function* lzma2Chunks(feed: ByteFeed, dictionary: number): Generator<Uint8Array, boolean> {
  const window: Window = { bytes: new Uint8Array(1 << 16), length: 0 }
  const decoder = new Decoder(window)
  let ready: 'nothing' | 'dictionary' | 'properties' = 'nothing'
  for (let control = feed.byte(); control !== undefined; control = feed.byte()) {
    if (control === 0) return true
    if (control === 1 || control >= 0xe0) {
      // Places count from here.
      window.length = 0
      if (ready === 'nothing') ready = 'dictionary'
    } else if (ready === 'nothing') return false
    const start = control < 0x80 ? feed.take(2) : feed.take(4)
    if (start === undefined || (control < 0x80 && control > 2)) return false
    const size = (control < 0x80 ? 0 : (control & 0x1f) << 16) + ((start[0]! << 8) | start[1]!) + 1
    makeRoom(window, size, dictionary)
    const before = window.length
    if (control < 0x80) {
      const stored = feed.take(size)
      if (stored === undefined) return false
      window.bytes.set(stored, before)
      window.length += size
    } else {
      const packed = ((start[2]! << 8) | start[3]!) + 1
      if (control >= 0xc0) {
        const properties = feed.byte()
        if (properties === undefined || !decoder.setProperties(properties)) return false
        ready = 'properties'
      } else if (ready !== 'properties') return false
      else if (control >= 0xa0) decoder.reset()
      const input = feed.take(packed)
      if (input === undefined || !decoder.chunk(input, before + size)) return false
    }
    yield window.bytes.slice(before, window.length)
  }
  return false
}

/** What no match may refer to any longer is given up. */
function makeRoom(window: Window, more: number, dictionary: number): void {
  const most = dictionary + slack + mostChunk
  const wanted = window.length + more
  if (wanted <= window.bytes.length) return
  if (wanted <= most) {
    const grown = new Uint8Array(Math.min(most, Math.max(wanted, window.bytes.length * 2)))
    grown.set(window.bytes.subarray(0, window.length))
    window.bytes = grown
    return
  }
  const moved = (window.length - dictionary) & ~15
  window.bytes.copyWithin(0, moved, window.length)
  window.length -= moved
}

class Decoder {
  private input: Uint8Array = new Uint8Array()
  private readonly out: Window
  private readonly models = new Uint16Array(at.size)
  private lc = 0
  private literalMask = 0
  private positionMask = 0
  private state = 0
  private rep0 = 0
  private rep1 = 0
  private rep2 = 0
  private rep3 = 0
  private range = 0
  private code = 0
  private next = 0

  constructor(out: Window) {
    this.out = out
  }

  /** (pb * 5 + lp) * 9 + lc; LZMA2 allows no more than four bits of lc and lp together. */
  setProperties(byte: number): boolean {
    const lc = byte % 9
    const lp = Math.floor(byte / 9) % 5
    const pb = Math.floor(byte / 45)
    if (pb > 4 || lc + lp > 4) return false
    this.lc = lc
    this.literalMask = (1 << lp) - 1
    this.positionMask = (1 << pb) - 1
    this.reset()
    return true
  }

  reset(): void {
    this.models.fill(halfway)
    this.state = this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0
  }

  /** Unpacks up to `target` of the output; false unless that takes exactly the input. */
  chunk(input: Uint8Array, target: number): boolean {
    const { out } = this
    const end = input.length
    if (end < 5 || input[0] !== 0) return false
    this.input = input
    this.range = 0xffffffff
    this.code = ((input[1]! << 24) | (input[2]! << 16) | (input[3]! << 8) | input[4]!) >>> 0
    this.next = 5
    const { bytes } = out
    while (out.length < target) {
      // Past the end the input reads as undefined, that is 0: it is noticed here, at the latest a few bytes on.
      if (this.next > end) return false
      const position = out.length & this.positionMask
      if (this.bit(at.isMatch + this.state * 16 + position) === 0) {
        bytes[out.length] = this.literal()
        out.length++
        this.state = afterLiteral(this.state)
        continue
      }
      let length: number
      if (this.bit(at.isRep + this.state) === 0) {
        this.rep3 = this.rep2
        this.rep2 = this.rep1
        this.rep1 = this.rep0
        length = this.length(at.matchLength, position)
        this.rep0 = this.distance(length)
        this.state = this.state < 7 ? 7 : 10
      } else if (this.bit(at.isRepG0 + this.state) === 0) {
        if (this.bit(at.isRep0Long + this.state * 16 + position) === 0) {
          length = 1
          this.state = this.state < 7 ? 9 : 11
        } else {
          length = this.length(at.repLength, position)
          this.state = this.state < 7 ? 8 : 11
        }
      } else {
        const distance = this.olderDistance()
        this.rep0 = distance
        length = this.length(at.repLength, position)
        this.state = this.state < 7 ? 8 : 11
      }
      let source = out.length - this.rep0 - 1
      const stop = out.length + length
      if (source < 0 || stop > target) return false
      for (let to = out.length; to < stop; ) bytes[to++] = bytes[source++]!
      out.length = stop
    }
    this.normalise()
    return this.next === end && this.code === 0
  }

  private olderDistance(): number {
    let distance = this.rep1
    if (this.bit(at.isRepG1 + this.state) !== 0) {
      distance = this.rep2
      if (this.bit(at.isRepG2 + this.state) !== 0) {
        distance = this.rep3
        this.rep3 = this.rep2
      }
      this.rep2 = this.rep1
    }
    this.rep1 = this.rep0
    return distance
  }

  private literal(): number {
    const { out, lc } = this
    const before = out.length > 0 ? out.bytes[out.length - 1]! : 0
    const models = at.literals + 0x300 * (((out.length & this.literalMask) << lc) + (before >> (8 - lc)))
    let symbol = 1
    if (this.state >= 7) {
      const source = out.length - this.rep0 - 1
      let match = source < 0 ? 0 : out.bytes[source]!
      while (symbol < 0x100) {
        const wanted = (match >> 7) & 1
        match <<= 1
        const bit = this.bit(models + ((1 + wanted) << 8) + symbol)
        symbol = (symbol << 1) | bit
        if (bit !== wanted) break
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(models + symbol)
    return symbol & 0xff
  }

  private length(models: number, position: number): number {
    if (this.bit(models) === 0) return 2 + this.tree(models + 2 + position * 8, 3)
    if (this.bit(models + 1) === 0) return 10 + this.tree(models + 2 + 128 + position * 8, 3)
    return 18 + this.tree(models + 2 + 256, 8)
  }

  private distance(length: number): number {
    const slot = this.tree(at.slots + Math.min(length - 2, 3) * 64, 6)
    if (slot < 4) return slot
    const bits = (slot >> 1) - 1
    const base = ((2 | (slot & 1)) << bits) >>> 0
    if (slot < 14) return base + this.reverse(at.special + base - slot, bits)
    return base + this.direct(bits - 4) * 16 + this.reverse(at.align, 4)
  }

  private tree(models: number, bits: number): number {
    let symbol = 1
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.bit(models + symbol)
    return symbol - (1 << bits)
  }

  private reverse(models: number, bits: number): number {
    let symbol = 1
    let value = 0
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(models + symbol)
      symbol = (symbol << 1) | bit
      value |= bit << i
    }
    return value
  }

  private direct(bits: number): number {
    let value = 0
    for (let i = 0; i < bits; i++) {
      this.normalise()
      this.range >>>= 1
      const bit = this.code >>> 0 >= this.range ? 1 : 0
      if (bit === 1) this.code = (this.code - this.range) >>> 0
      value = value * 2 + bit
    }
    return value
  }

  private normalise(): void {
    if (this.range >= 0x1000000) return
    this.range = (this.range << 8) >>> 0
    this.code = ((this.code << 8) | this.input[this.next++]!) >>> 0
  }

  private bit(model: number): 0 | 1 {
    this.normalise()
    const chance = this.models[model]!
    const bound = (this.range >>> 11) * chance
    if (this.code < bound) {
      this.range = bound
      this.models[model] = chance + ((2048 - chance) >> 5)
      return 0
    }
    this.range -= bound
    this.code -= bound
    this.models[model] = chance - (chance >> 5)
    return 1
  }
}
