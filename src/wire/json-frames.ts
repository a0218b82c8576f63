// Cuts one side of a stream into JSON texts by their brackets, so that no line end is needed; junk between them is passed over.

const newline = 10
const quote = 34
const backslash = 92
const openList = 91
const closeList = 93
const openObject = 123
const closeObject = 125

/** A whole text, or the beginning of one that is too long (`isWhole` false); false to stop. */
export type EachJson = (bytes: Uint8Array, start: number, end: number, isWhole: boolean) => boolean

export class JsonFrames {
  private readonly longest: number
  private kept = new Uint8Array(0)
  private length = 0
  private depth = 0
  private inString = false
  private escaped = false
  /** The last byte outside of strings that was no blank. */
  private last = 0
  private isCut = false
  /** Bytes that are no blanks and of no text, after the first whole one; those after a loss are of what was lost. */
  prose = 0
  private hasText = false

  constructor(longest: number) {
    this.longest = longest
  }

  /** Between two texts: what comes next begins one. */
  get isBetween(): boolean {
    return this.depth === 0
  }

  push(bytes: Uint8Array, start: number, end: number, each: EachJson): boolean {
    let from = start
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      if (this.inString) {
        // No JSON string goes over a line end: we are inside of what is none, or began in the middle.
        if (byte === newline) this.forget()
        else if (this.escaped) this.escaped = false
        else if (byte === backslash) this.escaped = true
        else if (byte === quote) this.inString = false
        continue
      }
      if (byte <= 32) continue
      if (this.depth === 0 && this.hasText && byte !== openObject && byte !== openList) this.prose++
      if (byte === quote) this.inString = this.depth > 0
      else if (byte === openObject || byte === openList) {
        // "}{" stands in no JSON: the end of the text before was lost.
        if (this.depth === 0 || this.last === closeObject || this.last === closeList) {
          this.reset()
          from = at
        }
        this.depth++
      } else if ((byte === closeObject || byte === closeList) && this.depth > 0 && --this.depth === 0) {
        if (!this.whole(bytes, from, at + 1, each)) return false
      }
      this.last = byte
    }
    if (this.depth > 0) this.keep(bytes, from, end)
    return true
  }

  /** Bytes are missing: of the text they are of only the beginning is left. */
  cut(each: EachJson): void {
    const { depth, length } = this
    this.forget()
    if (depth > 0) each(this.kept, 0, length, false)
  }

  private forget(): void {
    this.hasText = false
    this.reset()
  }

  private reset(): void {
    this.length = 0
    this.depth = 0
    this.inString = false
    this.escaped = false
    this.isCut = false
    this.last = 0
  }

  private whole(bytes: Uint8Array, from: number, end: number, each: EachJson): boolean {
    this.hasText = true
    if (this.length === 0 && !this.isCut && end - from <= this.longest) return each(bytes, from, end, true)
    this.keep(bytes, from, end)
    const { length, isCut } = this
    this.reset()
    return each(this.kept, 0, length, !isCut)
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const room = Math.min(end - start, this.longest - this.length)
    if (room < end - start) this.isCut = true
    const size = this.length + room
    if (size > this.kept.length) {
      const larger = new Uint8Array(Math.min(this.longest, Math.max(512, size * 2)))
      larger.set(this.kept.subarray(0, this.length))
      this.kept = larger
    }
    this.kept.set(bytes.subarray(start, start + room), this.length)
    this.length = size
  }
}
