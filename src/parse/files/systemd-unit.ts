// systemd.syntax(7): settings of a unit file with section, joined value and exact bytes.
import { textOf } from '../../core/bytes.ts'
import type { Span } from '../../core/facts/autostart.ts'
import type { Line } from '../lines.ts'

export interface UnitSetting {
  /** 1-based line where it begins. */
  readonly line: number
  /** All its lines, comments between continued lines and the last line end included. */
  readonly span: Span
  /** As written, without the last line end. */
  readonly text: string
  readonly section: string
  readonly key: string
  /** Continued lines joined by a blank, blanks at both ends gone; '' resets what was said before. */
  readonly value: string
}

const blanksBefore = /^[ \t]+/

/** Settings in order. What systemd passes over (comments, lines without "=", settings before any section) is passed over. */
export function* parseUnit(bytes: Uint8Array): Generator<UnitSetting> {
  let section = ''
  let first: Line | undefined
  let parts: string[] = []
  let end = 0
  const done = (): UnitSetting | undefined => {
    const logical = trimBlanks(parts.join(''))
    const from = first
    first = undefined
    parts = []
    if (from === undefined || logical === '') return undefined
    if (logical.startsWith('[')) {
      if (logical.endsWith(']')) section = logical.slice(1, -1)
      return undefined
    }
    const equals = logical.indexOf('=')
    if (equals < 0 || section === '') return undefined
    const key = trimBlanks(logical.slice(0, equals))
    const span = { start: from.span.start, end }
    const text = textOf(bytes.subarray(span.start, end)).replace(/(?:\r\n|[\n\r\0])$/, '')
    return { line: from.number, span, text, section, key, value: trimBlanks(logical.slice(equals + 1)) }
  }
  for (const line of unitLines(bytes)) {
    const text = line.text.replace(blanksBefore, '')
    if (text.startsWith('#') || text.startsWith(';')) continue
    first ??= line
    end = line.span.end
    const continued = oddBackslashes(text)
    parts.push(continued ? `${text.slice(0, -1)} ` : text)
    if (continued) continue
    const setting = done()
    if (setting !== undefined) yield setting
  }
  const last = done()
  if (last !== undefined) yield last
}

/** Values of a key that are in force: an empty assignment takes back all before it. */
export function settingsOf(unit: readonly UnitSetting[], section: string, key: string): readonly string[] {
  const values = unit.filter(s => s.section === section && s.key === key).map(s => s.value)
  return values.slice(values.lastIndexOf('') + 1)
}

/** Words of a value as systemd splits it: quotes may begin a word and go away, a backslash keeps the next character. */
export function unitWords(value: string): string[] {
  const words = value.match(/(?:"(?:\\[\s\S]|[^"\\])*(?:"|$)|'(?:\\[\s\S]|[^'\\])*(?:'|$)|\\[\s\S]|[^\s"'\\]|\\$)+/g) ?? []
  return words.map(word =>
    word.replace(/"((?:\\[\s\S]|[^"\\])*)(?:"|$)|'((?:\\[\s\S]|[^'\\])*)(?:'|$)/g, '$1$2').replace(/\\([\s\S])/g, '$1'),
  )
}

function trimBlanks(text: string): string {
  return text.replace(blanksBefore, '').trimEnd()
}

function oddBackslashes(text: string): boolean {
  let count = 0
  while (text[text.length - 1 - count] === '\\') count++
  return count % 2 === 1
}

// systemd ends a line at LF, CR, CRLF and NUL alike; a byte order mark may stand first.
function* unitLines(bytes: Uint8Array): Generator<Line> {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  let number = 0
  for (let start = 0; start < bytes.length; ) {
    let stop = start
    while (stop < bytes.length && bytes[stop] !== 10 && bytes[stop] !== 13 && bytes[stop] !== 0) stop++
    const end = Math.min(bytes.length, stop + (bytes[stop] === 13 && bytes[stop + 1] === 10 ? 2 : 1))
    number++
    yield { number, text: textOf(bytes.subarray(start === 0 ? Math.min(bom, stop) : start, stop)), span: { start, end } }
    start = end
  }
}
