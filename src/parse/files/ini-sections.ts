// INI files as Python's ConfigParser reads them (supervisord): sections with their exact bytes and settings.
import type { Span } from '../../core/facts/autostart.ts'
import { linesOf } from '../lines.ts'
import { textWithoutEnd } from './logical-lines.ts'

export interface IniSection {
  readonly name: string
  /** 1-based line of the header. */
  readonly line: number
  /** From the header up to the next one. */
  readonly span: Span
  readonly text: string
  /** By lower-case key, the last of each; indented lines continue a value, " ;" begins a comment. */
  readonly settings: ReadonlyMap<string, string>
}

/** Sections in order; what stands before the first belongs to none. */
export function* iniSections(bytes: Uint8Array): Generator<IniSection> {
  let open: { name: string; line: number; start: number; settings: Map<string, string[]>; key: string } | undefined
  const done = (end: number): IniSection | undefined => {
    if (open === undefined) return undefined
    const { name, line, start, settings } = open
    const joined = new Map([...settings].map(([key, values]) => [key, values.filter(value => value !== '').join(' ')]))
    return { name, line, span: { start, end }, text: textWithoutEnd(bytes, start, end), settings: joined }
  }
  for (const { number, text, span } of linesOf(bytes)) {
    const header = /^\[([^\]]*)\]/.exec(text)
    if (header !== null) {
      const before = done(span.start)
      if (before !== undefined) yield before
      open = { name: header[1]?.trim() ?? '', line: number, start: span.start, settings: new Map(), key: '' }
      continue
    }
    if (open === undefined || /^[ \t]*(?:[#;]|$)/.test(text)) continue
    const comment = /[ \t];/.exec(text)
    const bare = comment === null ? text : text.slice(0, comment.index)
    if (/^[ \t]/.test(text)) {
      open.settings.get(open.key)?.push(bare.trim())
      continue
    }
    const separator = bare.search(/[=:]/)
    if (separator < 0) continue
    open.key = bare.slice(0, separator).trim().toLowerCase()
    open.settings.set(open.key, [bare.slice(separator + 1).trim()])
  }
  const last = done(bytes.length)
  if (last !== undefined) yield last
}
