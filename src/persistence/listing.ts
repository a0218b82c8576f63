// From files to entries: lines of configuration files, and files that are an entry as a whole.
import { entity } from '../core/entity.ts'
import type { Autostart, Span } from '../core/facts/autostart.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Line } from '../parse/lines.ts'
import { entryOf, wholeFile } from './entry.ts'
import { contentOf, type Found, filesMatching, type Place } from './matching.ts'

/** What a kind says of an entry beyond its place. */
export interface Told extends Partial<Pick<Autostart, 'trigger' | 'when' | 'user' | 'name' | 'disabled'>> {
  readonly command: string
}

/** A piece of a file that starts something; `text` begins at the first byte of `span`. */
export interface Item extends Told {
  readonly number: number
  readonly text: string
  readonly span: Span
  /** Which one on its line, from 1: for formats that put several on one. */
  readonly part?: number
}

interface Given {
  readonly kind: string
  readonly trigger: Autostart['trigger']
  readonly when?: string
}

/** One entry for every item that `itemsOf` finds in the files at these places. */
export function* entriesIn(
  host: HostView,
  where: readonly Place[],
  given: Given,
  itemsOf: (bytes: Uint8Array, file: Found) => Iterable<Item>,
): Generator<Autostart | Gap> {
  for (const file of filesMatching(host, where)) {
    if (isGap(file)) yield file
    else {
      for (const content of contentOf(host, file.path)) {
        if (isGap(content)) {
          yield content
          continue
        }
        for (const { number, part = 1, command, text, span, ...told } of itemsOf(content.bytes, file)) {
          const entry = entryOf(
            { ...given, path: file.path, user: file.place.user, ...told, line: number, command, text, span },
            content.bytes,
          )
          yield part === 1 ? entry : { ...entry, id: entity('autostart', `${given.kind}:${file.path}#${number}.${part}`) }
        }
        if (!content.whole) yield gap(file.path, 'capped', 'only the first MiB was read')
      }
    }
  }
}

/** One entry for every file at these places that `tell` has something to say of; it gets at most the first 64 KiB. */
export function* wholeFilesIn(
  host: HostView,
  where: readonly Place[],
  given: Given,
  tell: (file: Found, head: Uint8Array) => Told | undefined = file => ({ command: file.path }),
  /** `worth` is asked before anything is read, for kinds that look at many files; those pass over symlinks too. */
  worth?: (file: Found) => boolean,
): Generator<Autostart | Gap> {
  for (const file of filesMatching(host, where, worth === undefined ? 'follow' : 'skip')) {
    if (isGap(file)) yield file
    else if (worth?.(file) ?? true) {
      for (const content of contentOf(host, file.path, 1 << 16)) {
        const told = isGap(content) ? undefined : tell(file, content.bytes)
        if (isGap(content)) yield content
        else if (told !== undefined) yield fileEntry(file, content.bytes, { ...given, user: file.place.user, ...told })
      }
    }
  }
}

function fileEntry(file: Found, head: Uint8Array, given: Given & Told): Autostart {
  return { ...wholeFile({ ...given, path: file.path }, head), span: { start: 0, end: file.stat.size } }
}

/** Programs of a hook directory: those without an execute bit are switched off, as run-parts(8) passes them over. */
export function executable(file: Found): Told {
  return (file.stat.mode & 0o111) === 0 ? { command: file.path, disabled: true } : { command: file.path }
}

/** Rows of a parser that tells lines only, joined with the bytes of their lines; several rows of one line give one item. */
export function* placed<R extends { readonly line: number }>(
  lines: Iterable<Line>,
  rows: Iterable<R>,
  tell: (row: R) => Told | undefined,
): Generator<Item> {
  const byLine = new Map<number, Told>()
  for (const row of rows) {
    const told = byLine.has(row.line) ? undefined : tell(row)
    if (told !== undefined) byLine.set(row.line, told)
  }
  for (const { number, text, span } of lines) {
    const told = byLine.get(number)
    if (told !== undefined) yield { number, text, span, ...told }
  }
}
