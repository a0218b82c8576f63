// The few header fields that decide how an HTTP message goes on, found in one pass over the bytes of its head.
import { latin } from '../head.ts'

export class Fields {
  /** -1: not given. */
  length = -1
  isChunked = false
  /** Protocols an upgrade leads to, or ''. */
  upgrade = ''
  /** Content codings, outermost last; '' for none. */
  coding = ''
  type = ''
  host = ''
  agent = ''
  /** Credentials of a request, or ''. */
  authorization = ''
  /** Status of an answer, or 0. */
  status = 0

  /** Reads the head anew; texts are made of the few fields asked for alone. */
  read(bytes: Uint8Array, start: number, end: number, isAnswer: boolean): void {
    this.length = -1
    this.isChunked = false
    this.upgrade = this.coding = this.type = this.host = this.agent = this.authorization = ''
    this.status = isAnswer ? statusOf(bytes, start) : 0
    for (let line = bytes.indexOf(10, start) + 1; line > 0 && line < end; line = bytes.indexOf(10, line) + 1) this.field(bytes, line, end)
  }

  private field(bytes: Uint8Array, line: number, end: number): void {
    switch (bytes[line]! | 32) {
      case 0x61: // a
        if (isNamed(bytes, line, 'authorization:')) this.authorization = valueAt(bytes, line + 14, end)
        break
      case 0x63: // c
        if (isNamed(bytes, line, 'content-length:')) this.length = this.length < 0 ? numberAt(bytes, line + 15, end) : this.length
        else if (isNamed(bytes, line, 'content-encoding:')) this.coding = valueAt(bytes, line + 17, end).toLowerCase()
        else if (isNamed(bytes, line, 'content-type:')) this.type = valueAt(bytes, line + 13, end).toLowerCase()
        break
      case 0x74: // t
        if (isNamed(bytes, line, 'transfer-encoding:')) this.isChunked = /chunked/i.test(valueAt(bytes, line + 18, end))
        break
      case 0x75: // u
        if (isNamed(bytes, line, 'upgrade:')) this.upgrade = valueAt(bytes, line + 8, end)
        else if (isNamed(bytes, line, 'user-agent:')) this.agent = valueAt(bytes, line + 11, end)
        break
      case 0x68: // h
        if (this.host === '' && isNamed(bytes, line, 'host:')) this.host = valueAt(bytes, line + 5, end)
    }
  }
}

function isNamed(bytes: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const wanted = name.charCodeAt(i)
    const byte = bytes[at + i]!
    if ((wanted >= 97 ? byte | 32 : byte) !== wanted) return false
  }
  return true
}

function valueAt(bytes: Uint8Array, start: number, end: number): string {
  const over = bytes.indexOf(10, start)
  return latin(bytes, start, over < 0 ? end : Math.min(over, end))
    .trim()
    .slice(0, 300)
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at++
  let value = 0
  for (let digits = 0; at < end && digits < 15; digits++, at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  return value
}

/** "HTTP/1.1 200 OK" */
function statusOf(bytes: Uint8Array, start: number): number {
  return numberAt(bytes, start + 8, start + 16)
}
