// /etc/ld.so.preload as glibc's loader reads it: library paths between blanks, line ends and colons; "#" begins a comment.
import { textOf } from '../../core/bytes.ts'
import type { Line } from '../lines.ts'

/** Blank, tab, line ends and colon; NUL too, because a file padded with it must still be read to its end. */
const separators = new Set([0x20, 0x09, 0x0a, 0x0d, 0x3a, 0x00])

/** One row for each library path; its span covers the path and the one separator after it. `text` is the path. */
export function* parseLdSoPreload(bytes: Uint8Array): Generator<Line> {
  let number = 1
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!
    if (byte === 0x23) {
      const newline = bytes.indexOf(10, i)
      i = newline < 0 ? bytes.length : newline
    } else if (separators.has(byte)) {
      if (byte === 10) number++
      i++
    } else {
      const start = i
      while (i < bytes.length && !separators.has(bytes[i]!) && bytes[i] !== 0x23) i++
      const separated = i < bytes.length && bytes[i] !== 0x23
      yield { number, text: textOf(bytes.subarray(start, i)), span: { start, end: separated ? i + 1 : i } }
    }
  }
}
