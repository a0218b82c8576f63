// Lines that a backslash at their end joins with the next, as sudoers, udev rules, PAM and many others read them.
import { textOf } from '../../core/bytes.ts'
import { type Line, linesOf } from '../lines.ts'

export interface LogicalLine extends Line {
  /** Backslash and line end replaced by a blank, trimmed at both ends. */
  readonly joined: string
}

/** Logical lines in order; their spans cover every byte once. A comment line ("#") is never continued. */
export function* logicalLines(bytes: Uint8Array): Generator<LogicalLine> {
  let first: Line | undefined
  let parts: string[] = []
  let end = 0
  const done = (from: Line): LogicalLine => {
    const span = { start: from.span.start, end }
    return { number: from.number, span, text: textWithoutEnd(bytes, span.start, end), joined: parts.join(' ').trim() }
  }
  for (const line of linesOf(bytes)) {
    first ??= line
    end = line.span.end
    const continued = line.text.endsWith('\\') && !(first === line && line.text.trimStart().startsWith('#'))
    parts.push(continued ? line.text.slice(0, -1) : line.text)
    if (continued) continue
    yield done(first)
    first = undefined
    parts = []
  }
  if (first !== undefined) yield done(first)
}

/** Lossless text of these bytes without a line end at their end. */
export function textWithoutEnd(bytes: Uint8Array, start: number, end: number): string {
  let stop = end
  if (stop > start && bytes[stop - 1] === 10) {
    stop--
    if (stop > start && bytes[stop - 1] === 13) stop--
  }
  return textOf(bytes.subarray(start, stop))
}
