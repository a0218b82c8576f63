// How entries are made and cut out again: shared by every kind.
import { bytesOf, concat, textOf } from '../core/bytes.ts'
import { shortDigest } from '../core/digest.ts'
import { entity } from '../core/entity.ts'
import type { Autostart, Span } from '../core/facts/autostart.ts'

const longestText = 2000

type Given = Pick<Autostart, 'kind' | 'path' | 'trigger' | 'command'> & Partial<Omit<Autostart, 'id' | 'extent'>>

/** An entry that is some bytes of a file; `bytes` is the file's content. */
export function entryOf(
  given: Given & { readonly span: Span; readonly line: number; readonly text: string },
  bytes: Uint8Array,
): Autostart {
  const id = entity('autostart', `${given.kind}:${given.path}#${given.line}`)
  const digest = digestOf(bytes, given.span.start, given.span.end)
  return { id, extent: 'entry', when: '', user: '', name: '', ...given, text: given.text.slice(0, longestText), digest }
}

function digestOf(bytes: Uint8Array, start: number, end: number): string {
  return shortDigest(textOf(bytes.subarray(start, end)))
}

/** An entry that is a whole file. */
export function wholeFile(given: Given, bytes: Uint8Array): Autostart {
  const id = entity('autostart', `${given.kind}:${given.path}`)
  const text = textOf(bytes.subarray(0, longestText)).slice(0, longestText)
  return { id, extent: 'file', span: { start: 0, end: bytes.length }, digest: '', line: 1, when: '', user: '', name: '', text, ...given }
}

/** Disarming for every kind: cuts the entry's bytes out, found at its span or, if the file moved under it, at the only other place they stand. */
export function disarmEntry(entry: Autostart, before: Uint8Array): Uint8Array | null {
  if (entry.extent === 'file') return null
  const length = entry.span.end - entry.span.start
  const at = standsAt(entry, before, entry.span.start) ? entry.span.start : onlyPlaceOf(entry, before)
  return at === undefined ? before : concat([before.subarray(0, at), before.subarray(at + length)])
}

/** The entry itself, not merely something that begins like it. */
function standsAt({ span, digest }: Autostart, before: Uint8Array, at: number): boolean {
  const end = at + span.end - span.start
  return end <= before.length && digestOf(before, at, end) === digest && !isWord(before, end - 1, end)
}

/** Both bytes belong to one word, so that something that ended there now goes on. */
function isWord(bytes: Uint8Array, ...places: readonly number[]): boolean {
  return places.every(place => /[\w./-]/.test(String.fromCharCode(bytes[place] ?? 0)))
}

function onlyPlaceOf(entry: Autostart, before: Uint8Array): number | undefined {
  const haystack = Buffer.from(before.buffer, before.byteOffset, before.length)
  const needle = bytesOf(entry.text)
  if (needle.length === 0) return undefined
  let place: number | undefined
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    const begins = at === 0 || /[\s:;,]/.test(String.fromCharCode(before[at - 1] ?? 0))
    if (!begins || !standsAt(entry, before, at)) continue
    if (place !== undefined) return undefined
    place = at
  }
  return place
}
