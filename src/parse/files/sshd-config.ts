// sshd_config(5): settings with the Match condition they stand under; Include lines are settings too, for the reader to follow.
import { linesOf } from '../lines.ts'

export interface SshdLine {
  readonly line: number
  /** Lower-case keyword. */
  readonly key: string
  /** Arguments as written, a trailing comment cut off; quotes removed when they enclose the whole. */
  readonly value: string
  /** Condition of the Match block, '' outside of any ("Match all" ends a block too). */
  readonly match: string
}

/** `match`: the condition that already holds where this file is included. */
export function* parseSshdConfig(bytes: Uint8Array, match = ''): Generator<SshdLine> {
  let condition = match
  for (const { number: line, text } of linesOf(bytes)) {
    const bare = text.trim()
    if (bare === '' || bare.startsWith('#')) continue
    const keyword = /^[A-Za-z0-9]+/.exec(bare)?.[0] ?? (bare.startsWith('"') ? bare.slice(1, Math.max(1, bare.indexOf('"', 1))) : '')
    if (keyword === '') continue
    const after = bare.slice(keyword.length + (bare.startsWith('"') ? 2 : 0))
    if (after !== '' && !/^[\s=]/.test(after)) continue
    const key = keyword.toLowerCase()
    const value = argumentsOf(after.replace(/^\s*=?\s*/, ''))
    if (key === 'match') condition = value.toLowerCase() === 'all' ? match : value
    else yield { line, key, value, match: condition }
  }
}

function argumentsOf(text: string): string {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted
    else if (!quoted && text[i] === '#' && (i === 0 || /\s/.test(text[i - 1] ?? ''))) return argumentsOf(text.slice(0, i))
  }
  const value = text.trim()
  return value.length > 1 && value.startsWith('"') && value.indexOf('"', 1) === value.length - 1 ? value.slice(1, -1) : value
}

/** Arguments apart, quotes removed: `.ssh/a "/b c"` gives two. */
export function splitArguments(value: string): readonly string[] {
  return [...value.matchAll(/"([^"]*)"|[^\s"]+/g)].map(found => found[1] ?? found[0])
}
