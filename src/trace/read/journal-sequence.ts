// Journals that are missing between others: journald numbers all entries of a host in one row, so what was deleted leaves a hole in the numbers.
import { isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import { headerLength, type JournalHeader, parseJournalHeader } from '../../parse/journal/header.ts'
import { isFlaw, Journal } from '../../parse/journal/journal.ts'
import type { Damage } from './damage.ts'

interface Span {
  readonly path: string
  readonly size: number
  readonly header: JournalHeader
  /** Of the system itself; those of users ("user-1000.journal") hold some numbers out of the same row. */
  readonly system: boolean
}

const mostFiles = 2000
const mostHoles = 100

/**
 * Only holes between files of the system are told. journald itself deletes from the oldest on, which makes none; a hole amid one file is filled by the journal of a
 * user, which may be gone with its age.
 */
export function journalHoles(files: Files, paths: readonly string[]): readonly Damage[] {
  const holes: Damage[] = []
  for (const group of Map.groupBy(spansOf(files, paths), span => `${span.header.machineId} ${span.header.seqnumId}`).values()) {
    const system = group.filter(span => span.system).toSorted((a, b) => a.header.headSeqnum - b.header.headSeqnum)
    let end = system[0]
    for (const next of system.slice(1)) {
      const before = end!
      if (next.header.headSeqnum > before.header.tailSeqnum + 1 && holes.length < mostHoles)
        holes.push(...holeBetween(files, before, next, group))
      if (next.header.tailSeqnum > before.header.tailSeqnum) end = next
    }
  }
  return holes
}

function spansOf(files: Files, paths: readonly string[]): readonly Span[] {
  return paths.slice(0, mostFiles).flatMap(path => {
    const head = files.readAt(path, 0, headerLength)
    const stat = files.stat(path)
    const header = isGap(head) ? undefined : parseJournalHeader(head)
    if (header === undefined || isGap(stat) || header.entries === 0 || header.headSeqnum === 0) return []
    return [{ path, size: stat.size, header, system: !/\/user-\d+[^/]*$/.test(path) }]
  })
}

function holeBetween(files: Files, before: Span, next: Span, group: readonly Span[]): readonly Damage[] {
  const first = before.header.tailSeqnum + 1
  const last = next.header.headSeqnum - 1
  const kept = group.filter(span => !span.system).reduce((sum, span) => sum + countIn(files, span, first, last), 0)
  const missing = last - first + 1 - kept
  const from = before.header.last
  const to = next.header.first
  if (missing <= 0 || from === undefined || to === undefined) return []
  const name = (span: Span): string => span.path.slice(span.path.lastIndexOf('/') + 1)
  return [
    {
      kind: 'removed',
      path: next.path,
      wiped: true,
      span: { from, to },
      why: {
        zh: `${name(before)} 与 ${name(next)} 之间缺少 ${missing} 条日志(序号 ${first}–${last}):中间的日志文件被删除`,
        en: `${missing} entries (numbers ${first} to ${last}) between ${name(before)} and ${name(next)} are in no file: a journal between them was deleted`,
      },
    },
  ]
}

/** How many of these numbers a file holds: by its header when it has all of its own, by its entries otherwise. */
function countIn(files: Files, { path, size, header }: Span, first: number, last: number): number {
  const { headSeqnum, tailSeqnum, entries } = header
  if (tailSeqnum < first || headSeqnum > last) return 0
  if (headSeqnum >= first && tailSeqnum <= last) return entries
  if (entries === tailSeqnum - headSeqnum + 1) return Math.min(last, tailSeqnum) - Math.max(first, headSeqnum) + 1
  const at = (offset: number, length: number): Uint8Array | undefined => {
    const bytes = files.readAt(path, offset, length)
    return isGap(bytes) ? undefined : bytes
  }
  let count = 0
  for (const entry of Journal.open(at, size, [])?.entries() ?? [])
    if (!isFlaw(entry) && entry.seqnum >= first && entry.seqnum <= last) count++
  return count
}
