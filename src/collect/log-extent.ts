// When a log begins and ends, and whether NUL bytes stand in it: from its first and last 64 KiB only, whatever its size.
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { type Instant, instantOf } from '../core/instant.ts'
import { logTime } from '../parse/files/log-time.ts'
import { parseJournalHeader } from '../parse/journal/header.ts'
import { utmpTail } from './utmp-tail.ts'

const window = 64 * 1024
/** Fewer may be the work of one odd message; a hole in a file is at least as long as what was cut off. */
const shortestHole = 64
/** Lines looked at from each end for one that begins with a time: stack traces and banners come between. */
const mostLines = 200

export interface LogExtent {
  readonly first?: Instant | undefined
  readonly last?: Instant | undefined
  readonly hole: boolean
}

const nothing: LogExtent = { hole: false }

export function textExtent(files: Files, path: string, size: number, mtime: Instant | undefined): LogExtent {
  const head = files.readAt(path, 0, window)
  if (isGap(head)) return nothing
  const tail = size <= window ? head : files.readAt(path, size - window, window)
  if (isGap(tail)) return nothing
  const near = mtime === undefined ? Number.NaN : Date.parse(mtime)
  const lines = (bytes: Uint8Array): string[] => textOf(bytes).replaceAll('\0', '').split('\n')
  const first = firstTime(lines(head).slice(0, mostLines), near)
  const last = firstTime(lines(tail).slice(-mostLines).reverse(), near)
  return { first, last, hole: holeIn(head) || holeIn(tail) }
}

function firstTime(lines: readonly string[], near: number): Instant | undefined {
  for (const line of lines) {
    const ms = logTime(line, near)
    if (ms !== undefined) return instantOf(ms)
  }
  return undefined
}

function holeIn(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at)) {
    const start = at
    while (bytes[at] === 0) at++
    if (at - start >= shortestHole) return true
  }
  return false
}

/**
 * Login records. Blank records that are followed by a record which is no boot were made by somebody: after a crash, which also leaves
 * NUL bytes, the next thing written is the boot.
 */
export function utmpExtent(files: Files, path: string): LogExtent {
  const newest = utmpTail(files, path, 300)
  const oldest = utmpTail(files, path, Number.MAX_SAFE_INTEGER, 1)
  if (isGap(newest) || isGap(oldest)) return nothing
  const at = (ms: number | undefined): Instant | undefined => (ms === undefined ? undefined : instantOf(ms))
  const after = newest.blank.map(index => newest.records.find(record => record.index > index))
  const hole = after.some(record => record !== undefined && record.type !== 2 && record.type !== 1)
  return { first: at(oldest.records[0]?.at), last: at(newest.records.at(-1)?.at), hole }
}

export function journalExtent(files: Files, path: string): LogExtent {
  const head = files.readAt(path, 0, 256)
  const header = isGap(head) ? undefined : parseJournalHeader(head)
  const at = (ms: number | undefined): Instant | undefined => (ms === undefined ? undefined : instantOf(ms))
  return { first: at(header?.first), last: at(header?.last), hole: false }
}
