// One side of an HTTP/1 connection: heads and bodies in turn, lengths and chunks counted off, so that only what bodies say is left.
import { Head, header } from './head.ts'

type Part = 'head' | 'body' | 'chunk' | 'chunk end' | 'rest' | 'over'

export class HttpBodies {
  private readonly head = new Head()
  private part: Part = 'head'
  private left = 0
  private size = ''

  /** `each` gets pieces of bodies; false from it, or bytes that are no HTTP, stop it. */
  push(bytes: Uint8Array, start: number, end: number, each: (start: number, end: number) => boolean): boolean {
    let at = start
    while (at < end) {
      switch (this.part) {
        case 'head': {
          const head = this.head.push(bytes, at, end)
          if (head === undefined) return true
          if (head === 'long') return false
          at = head.next
          this.part = this.partAfter(head.text.trimStart())
          break
        }
        case 'body':
        case 'chunk':
        case 'rest': {
          const stop = this.part === 'rest' ? end : Math.min(end, at + this.left)
          if (!each(at, stop)) return false
          this.left -= stop - at
          at = stop
          if (this.left === 0 && this.part !== 'rest') this.part = this.part === 'body' ? 'head' : 'chunk end'
          break
        }
        case 'chunk end':
          at = this.chunk(bytes, at, end)
          break
        case 'over':
          return false
      }
    }
    return true
  }

  /** Bytes are missing: harmless inside of a body. */
  lost(count: number): void {
    if (this.part === 'rest') return
    if ((this.part === 'body' || this.part === 'chunk') && count < this.left) this.left -= count
    else this.part = 'over'
  }

  private partAfter(head: string): Part {
    const isEmpty = /^HTTP\/1\.\d (?:1\d\d|204|304)/.test(head)
    if (isEmpty) return 'head'
    if (/chunked/i.test(header(head, 'transfer-encoding'))) return 'chunk end'
    const length = header(head, 'content-length')
    if (length === '') return head.startsWith('HTTP/') ? 'rest' : 'head'
    this.left = Number(length)
    if (!Number.isSafeInteger(this.left) || this.left < 0) return 'over'
    return this.left === 0 ? 'head' : 'body'
  }

  /** The line of a chunk's size, with the line end of the chunk before. */
  private chunk(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      if (byte !== 10) {
        if (byte !== 13) this.size += String.fromCharCode(byte)
        if (this.size.length > 200) this.part = 'over'
        if (this.part === 'over') return end
        continue
      }
      if (this.size === '') continue
      const size = Number.parseInt(this.size, 16)
      this.size = ''
      this.left = size
      this.part = size > 0 ? 'chunk' : 'head'
      if (size === 0) return this.afterLast(bytes, at + 1, end)
      return at + 1
    }
    return end
  }

  /** The empty line after the last chunk; trailers are rare enough to be taken for the next head. */
  private afterLast(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    while (at < end && (bytes[at] === 13 || bytes[at] === 10)) at++
    return at
  }
}
