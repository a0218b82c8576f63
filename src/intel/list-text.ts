// Writes a list in our own form, so that `readList` reads back the same entries with the same provenance.
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { entryText } from '../parse/feeds/entry.ts'
import type { Origin } from './origin.ts'

export type SetHeader = Pick<Origin, 'kind' | 'shared' | 'source' | 'date' | 'licence' | 'until'>

/** `header.until` ends all of it; an entry's own end counts when it is earlier. */
export function listText(header: SetHeader, entries: Iterable<FeedEntry>): string {
  const out: string[] = []
  for (const name of ['source', 'date', 'licence', 'until'] as const)
    if (header[name] !== '') out.push(`#: ${name} ${oneLine(header[name])}`)
  const said = { kind: '', reference: '', from: '', until: header.until }
  for (const entry of entries) {
    const now = {
      kind: header.shared ? 'shared' : kindOf(entry, header.kind),
      reference: oneLine(entry.reference),
      from: entry.from ?? '',
      until: earlier(entry.until ?? '', header.until),
    }
    for (const name of ['kind', 'reference', 'from', 'until'] as const) {
      if (said[name] === now[name]) continue
      said[name] = now[name]
      out.push(`#: ${name} ${now[name]}`.trimEnd())
    }
    out.push(entryText(entry))
  }
  return `${out.join('\n')}\n`
}

/** No URL of a page and no file is a pool. */
function kindOf({ type }: FeedEntry, kind: Origin['kind']): Origin['kind'] {
  return kind === 'pool' && (type === 'url' || type === 'digest') ? 'malware' : kind
}

function earlier(a: string, b: string): string {
  return a === '' || (b !== '' && b < a) ? b : a
}

/** What others wrote must not become a line of its own. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 500)
}
