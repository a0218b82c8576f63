// Bytes to lines with their exact place, so that one line can be cut out and every other byte stays.
import { textOf } from '../core/bytes.ts'
import type { Span } from '../core/facts/autostart.ts'

export interface Line {
  /** 1-based. */
  readonly number: number
  /** Without its line end (LF or CRLF), lossless text. */
  readonly text: string
  /** Line end included. */
  readonly span: Span
}

/** All lines of a file; the spans of the lines cover every byte exactly once. */
export function* linesOf(bytes: Uint8Array): Generator<Line> {
  let number = 0
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline + 1
    let stop = newline < 0 ? end : newline
    if (stop > start && newline >= 0 && bytes[stop - 1] === 13) stop--
    number++
    yield { number, text: textOf(bytes.subarray(start, stop)), span: { start, end } }
    start = end
  }
}
