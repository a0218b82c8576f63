// How entries are made and cut out again: shared by every kind.
import { concat, textOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import type { Autostart, Span } from '../core/facts/autostart.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Content, HostView } from '../core/host.ts'

const longestText = 2000

type Given = Pick<Autostart, 'kind' | 'path' | 'trigger' | 'command'> & Partial<Omit<Autostart, 'id' | 'extent'>>

/** An entry that is some bytes of a file. */
export function entryOf(given: Given & { readonly span: Span; readonly line: number; readonly text: string }): Autostart {
  const id = entity('autostart', `${given.kind}:${given.path}#${given.line}`)
  return { id, extent: 'entry', when: '', user: '', name: '', ...given, text: given.text.slice(0, longestText) }
}

/** An entry that is a whole file. */
export function wholeFile(given: Given, bytes: Uint8Array): Autostart {
  const id = entity('autostart', `${given.kind}:${given.path}`)
  const text = textOf(bytes.subarray(0, longestText)).slice(0, longestText)
  return { id, extent: 'file', span: { start: 0, end: bytes.length }, line: 1, when: '', user: '', name: '', text, ...given }
}

/** Disarming for every kind: cuts the entry's bytes out, found at its span or, if the file moved under it, at the only other place they stand. */
export function disarmEntry(entry: Autostart, before: Uint8Array): Uint8Array | null {
  if (entry.extent === 'file') return null
  const { start, end } = entry.span
  const at = textOf(before.subarray(start, end)).startsWith(entry.text) ? start : onlyPlaceOf(entry, before)
  if (at === undefined) return before
  return concat([before.subarray(0, at), before.subarray(at + (end - start))])
}

function onlyPlaceOf(entry: Autostart, before: Uint8Array): number | undefined {
  const length = entry.span.end - entry.span.start
  const places: number[] = []
  for (let at = 0; at < before.length; at = before.indexOf(10, at) + 1) {
    if (textOf(before.subarray(at, at + length)).startsWith(entry.text)) places.push(at)
    if (before.indexOf(10, at) < 0) break
  }
  return places.length === 1 ? places[0] : undefined
}

/** Regular files of a directory with their content, in name order; gaps but for absence. */
export function* filesIn(
  host: HostView,
  directory: string,
  max = 1 << 20,
): Generator<{ path: string; name: string; content: Content } | Gap> {
  const names = host.files.list(directory)
  if (isGap(names)) {
    if (names.why !== 'absent') yield names
    return
  }
  for (const { name } of [...names].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${directory}/${name}`
    const stat = host.files.stat(path)
    if (isGap(stat) || stat.type === 'directory') continue
    const content = host.files.read(path, max)
    if (isGap(content)) {
      if (content.why !== 'absent') yield content
    } else yield { path, name, content }
  }
}

/** One file's content, or a gap; nothing when it does not exist. */
export function* fileAt(host: HostView, path: string, max = 1 << 20): Generator<{ path: string; content: Content } | Gap> {
  const content = host.files.read(path, max)
  if (!isGap(content)) yield { path, content }
  else if (content.why !== 'absent') yield content
}
