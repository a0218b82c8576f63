// Key files as desktop entries, D-Bus services and php.ini are: [groups] of Key=value lines.
import { type Line, linesOf } from '../lines.ts'

export interface KeyLine extends Line {
  /** The group's name without brackets, '' before the first. */
  readonly group: string
  readonly key: string
  /** Trimmed, otherwise as written. */
  readonly value: string
}

/** Key lines in order; comments ("#" and ";"), blank and other lines are passed over. */
export function* keyLines(bytes: Uint8Array): Generator<KeyLine> {
  let group = ''
  for (const line of linesOf(bytes)) {
    const text = line.text.trim()
    if (text === '' || text.startsWith('#') || text.startsWith(';')) continue
    if (text.startsWith('[')) {
      const end = text.indexOf(']')
      if (end > 0) group = text.slice(1, end)
      continue
    }
    const equals = text.indexOf('=')
    if (equals > 0) yield { ...line, group, key: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() }
  }
}

/** The first value of a key in a group. */
export function firstValue(bytes: Uint8Array, group: string, key: string): string | undefined {
  for (const line of keyLines(bytes)) if (line.group === group && line.key === key) return line.value
  return undefined
}
