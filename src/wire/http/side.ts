// One side of an HTTP/1 connection: cuts it into heads and bodies by counting lengths and chunks; bodies are told in pieces and never kept here.
import { headEnd } from '../head.ts'
import { giveBack, widened } from '../rooms.ts'

/** How the body of a message is delimited; 'through': what follows is no HTTP any more. */
export type Framing = 'none' | 'chunked' | 'until end' | 'through' | { readonly length: number }

export interface Reader {
  /** A whole head; its framing, or undefined when it is no HTTP. */
  head(bytes: Uint8Array, start: number, end: number): Framing | undefined
  body(bytes: Uint8Array, start: number, end: number): void
  /** Whether anybody wants the body that is coming: nothing else follows one without an end. */
  readonly isWanted: boolean
  /** The body is over. */
  over(isWhole: boolean): void
  /** Bytes after an upgrade. False: not wanted. */
  through(bytes: Uint8Array, start: number, end: number): boolean
}

const longestHead = 64 << 10
const nothing = new Uint8Array(0)
/** The end of a head. */
const over = Uint8Array.of(13, 10, 13, 10)

export class HttpSide {
  private readonly reader: Reader
  private part: 'head' | 'body' | 'size' | 'chunk' | 'trailer' | 'rest' | 'through' | 'astray' = 'head'
  /** The beginning of a head that goes on in the next segment. */
  private kept: Uint8Array = nothing
  private length = 0
  private left = 0
  private size = 0
  private isSized = false
  /** Characters of a chunk's size line or of trailers. */
  private line = 0

  constructor(reader: Reader) {
    this.reader = reader
  }

  /** In the middle of a message; false between two. */
  get isWithin(): boolean {
    return this.part !== 'head' || this.length > 0
  }

  push(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start
    while (at < end)
      switch (this.part) {
        case 'astray':
          if (!beginsMessage(bytes, at, end)) return true
          this.part = 'head'
          break
        case 'head': {
          const next = this.head(bytes, at, end)
          if (next < 0) return next === waits
          at = next
          break
        }
        case 'through':
          return this.reader.through(bytes, at, end)
        case 'rest':
          this.reader.body(bytes, at, end)
          return this.reader.isWanted
        case 'body':
        case 'chunk': {
          const stop = Math.min(end, at + this.left)
          this.reader.body(bytes, at, stop)
          this.left -= stop - at
          at = stop
          if (this.left === 0) this.part === 'body' ? this.finish(true) : this.expectSize()
          break
        }
        default:
          at = this.control(bytes, at, end)
          if (at < 0) return false
      }
    return true
  }

  /** Missing bytes inside of a body do no harm. */
  lost(count: number): void {
    if (this.part === 'rest' || this.part === 'through') return
    if ((this.part === 'body' || this.part === 'chunk') && count < this.left) {
      this.left -= count
      return
    }
    this.cut()
    this.length = 0
    this.part = 'astray'
  }

  end(): void {
    if (this.part === 'rest') this.finish(true)
    else if (this.part !== 'through' && this.part !== 'astray') this.cut()
    this.release()
  }

  /** What there is of a message is all there will be: captures that keep the first bytes of packets show but the beginning of a head. */
  private cut(): void {
    if (!this.isWithin) return
    if (this.part === 'head') {
      this.keep(over, 0, over.length)
      this.reader.head(this.kept, 0, this.length)
    }
    this.finish(false)
  }

  /** Nothing more comes. */
  release(): void {
    giveBack(this.kept)
    this.kept = nothing
    this.length = 0
  }

  private head(bytes: Uint8Array, start: number, end: number): number {
    let from = start
    // Empty lines before a message are passed over (RFC 9112 §2.2).
    if (this.length === 0) while (from < end && (bytes[from] === 13 || bytes[from] === 10)) from++
    if (from === end) return end
    if (this.length === 0 && (bytes[from] === 0x7b || bytes[from] === 0x5b)) {
      // JSON where a message would begin: HTTP was the overture to something else.
      this.part = 'through'
      return from
    }
    const old = this.length
    if (old > 0) this.keep(bytes, from, end)
    const whole = old > 0 ? this.kept : bytes
    const first = old > 0 ? 0 : from
    const last = old > 0 ? this.length : end
    // The line end before may belong to the end of the head.
    const stop = headEnd(whole, Math.max(first, old - 3), last)
    if (stop < 0) {
      if (last - first > longestHead) return refused
      if (old === 0) this.keep(bytes, from, end)
      return waits
    }
    this.length = 0
    const framing = this.reader.head(whole, first, stop)
    if (framing === undefined) return refused
    if (framing === 'none') this.finish(true)
    else if (framing === 'chunked') this.expectSize()
    else if (framing === 'until end') this.part = 'rest'
    else if (framing === 'through') this.part = 'through'
    else {
      this.part = 'body'
      this.left = framing.length
    }
    return old === 0 ? stop : from + stop - old
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const size = this.length + end - start
    if (size > this.kept.length) this.kept = widened(this.kept, this.length, Math.max(1024, size * 2))
    this.kept.set(bytes.subarray(start, end), this.length)
    this.length = size
  }

  /** The line of a chunk's size (with the line end of the chunk before), and trailers. */
  private control(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      if (byte === 13) continue
      if (byte !== 10) {
        if (++this.line > 8192) return refused
        if (this.part === 'trailer' || this.isSized) continue
        const digit = hexDigit(byte)
        if (digit >= 0 && this.size < 2 ** 40) this.size = this.size * 16 + digit
        else if (this.line > 1) this.isSized = true
        else return refused
        continue
      }
      if (this.part === 'trailer') {
        if (this.line === 0) {
          this.finish(true)
          return at + 1
        }
      } else if (this.line > 0) {
        this.part = this.size === 0 ? 'trailer' : 'chunk'
        this.left = this.size
        this.line = 0
        if (this.part === 'chunk') return at + 1
        continue
      }
      this.line = 0
    }
    return end
  }

  private expectSize(): void {
    this.part = 'size'
    this.size = 0
    this.line = 0
    this.isSized = false
  }

  private finish(isWhole: boolean): void {
    this.part = 'head'
    this.reader.over(isWhole)
  }
}

const waits = -1
const refused = -2

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** Methods and answers, by their first bytes: strict enough to find the way back after a loss. */
export function beginsMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === 0x48 && bytes[start + 1] === 0x54) return end - start >= 7 && says(bytes, start, 'HTTP/1.')
  let at = start
  while (at < end && at - start < 18 && ((bytes[at]! >= 65 && bytes[at]! <= 90) || bytes[at] === 45)) at++
  const length = at - start
  if (length < 3 || length > 17 || at + 1 >= end || bytes[at] !== 32) return false
  const first = bytes[at + 1]
  return (
    first === 0x2f ||
    (bytes[start] === 0x43 && says(bytes, start, 'CONNECT ')) ||
    (first === 0x68 && says(bytes, at + 1, 'http')) ||
    (first === 0x2a && bytes[at + 2] === 32)
  )
}

function says(bytes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false
  return true
}
