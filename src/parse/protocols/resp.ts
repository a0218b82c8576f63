// Reads one side of Redis' protocol (RESP 2 and 3, and inline commands): messages of any nesting, of long texts the beginning and the end.

const longestLine = 8 << 10
/** Of each text. */
const kept = 4 << 10
const mostParts = 64
/** Redis takes no more parts of one command. */
const mostItems = 1 << 20

export interface RespMessage {
  /** Its first byte: "*" an array, "+" an answer, "-" an error, …; "" an inline command. */
  readonly kind: string
  /** Texts in it, in order, Latin-1; at most 64. */
  readonly parts: readonly string[]
}

const aggregates = '*~>%|'
const singles = '+-:_#,('
const texts = '$=!'

export class RespReader {
  private line = ''
  private isLine = true
  private kind: string | undefined
  private parts: string[] = []
  /** Items of the message that are still to come. */
  private items = 0
  /** Bytes of a text that are still to come, and its line end. */
  private left = 0
  private text = ''

  /** Calls `each` with every whole message; false from it, or bytes that are no RESP, stop it. */
  push(bytes: Uint8Array, start: number, end: number, each: (message: RespMessage, next: number) => boolean): boolean {
    let at = start
    while (at < end) {
      if (this.isLine) {
        const newline = bytes.indexOf(10, at)
        const stop = newline < 0 || newline >= end ? end : newline
        if (this.line.length + stop - at > longestLine) return false
        for (let i = at; i < stop; i++) this.line += String.fromCharCode(bytes[i]!)
        at = stop + 1
        if (stop === end) return true
        const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line
        this.line = ''
        if (!this.take(line)) return false
      } else {
        const stop = Math.min(end, at + this.left)
        this.keep(bytes, at, Math.min(stop, at + Math.max(0, this.left - 2)))
        this.left -= stop - at
        at = stop
        if (this.left > 0) return true
        this.item(this.text)
        this.text = ''
        this.isLine = true
      }
      if (this.kind === undefined || this.items > 0 || !this.isLine) continue
      const message = { kind: this.kind, parts: this.parts }
      this.kind = undefined
      this.parts = []
      if (!each(message, at)) return false
    }
    return true
  }

  /** Bytes are missing: harmless inside of a text only. */
  lost(count: number): boolean {
    if (this.isLine || count >= this.left) return false
    this.left -= count
    return true
  }

  /** What comes next may be the middle of a message; with luck a line of it is where one begins. */
  restart(): void {
    this.line = ''
    this.text = ''
    this.isLine = true
    this.kind = undefined
    this.parts = []
    this.items = 0
  }

  private take(line: string): boolean {
    const first = line[0] ?? ''
    if (this.kind === undefined) {
      if (first === '') return true
      this.items = 1
      this.kind = aggregates.includes(first) || singles.includes(first) || texts.includes(first) ? first : ''
      if (this.kind === '') {
        this.parts = line.split(/[ \t]+/, mostParts).map(unquoted)
        this.items = 0
        return /^[\x20-\x7e\t\x80-\xff]+$/.test(line)
      }
    }
    if (singles.includes(first) && first !== '') {
      this.item(line.slice(1))
      return true
    }
    const count = Number(line.slice(1))
    if (!/^-?\d{1,10}$/.test(line.slice(1)) || count < -1) return false
    if (texts.includes(first)) {
      if (count < 0) this.item('')
      else {
        this.left = count + 2
        this.isLine = false
      }
      return true
    }
    if (!aggregates.includes(first)) return false
    this.items += Math.max(0, count) * (first === '%' || first === '|' ? 2 : 1) - 1
    return this.items <= mostItems
  }

  private item(text: string): void {
    this.items--
    if (this.parts.length < mostParts) this.parts.push(text)
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    const stop = Math.min(end, start + kept - this.text.length)
    for (let i = start; i < stop; i++) this.text += String.fromCharCode(bytes[i]!)
  }
}

function unquoted(word: string): string {
  return word.length > 1 && /^(["']).*\1$/.test(word) ? word.slice(1, -1) : word
}
