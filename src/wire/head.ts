// Collects the head of an HTTP message, which ends with an empty line, and reads from it what carriers need.
import { concat } from '../core/bytes.ts'

const longestHead = 16 << 10

/** Where the head that begins at `start` is over; -1 when it is not yet. */
export function headEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at + 1 < end; at++) {
    if (bytes[at] !== 10) continue
    if (bytes[at + 1] === 10) return at + 2
    if (bytes[at + 1] === 13 && at + 2 < end && bytes[at + 2] === 10) return at + 3
  }
  return -1
}

/** Latin-1, as heads are written. */
export function latin(bytes: Uint8Array, start: number, end: number): string {
  return start >= end ? '' : Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}

/** The value of a header, in lower-case or as written; '' when it is not there. */
export function header(head: string, name: string): string {
  return new RegExp(`^${name}[ \\t]*:[ \\t]*([^\\r\\n]*)`, 'im').exec(head)?.[1]?.trim() ?? ''
}

export class Head {
  private kept: Uint8Array | undefined

  /** Where in `bytes` the head was over, and its text; undefined: not yet; 'long': it is no head. */
  push(bytes: Uint8Array, start: number, end: number): { readonly text: string; readonly next: number } | 'long' | undefined {
    const old = this.kept?.length ?? 0
    const part = bytes.subarray(start, end)
    const whole = this.kept === undefined ? part : concat([this.kept, part])
    const over = headEnd(whole, 0, whole.length)
    if (over >= 0) {
      this.kept = undefined
      return { text: latin(whole, 0, over), next: start + over - old }
    }
    if (whole.length > longestHead) return 'long'
    this.kept = whole.slice()
    return undefined
  }
}
