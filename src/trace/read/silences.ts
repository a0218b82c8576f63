// Where a log is silent, how long is usual for it, and whether another one was speaking meanwhile.
import type { ChainRead, MsSpan } from './read-chain.ts'

const hour = 3_600_000
/** No shorter silence is worth a word, however busy a log is otherwise. */
const leastSilence = 6 * hour
/** What counts as silence where a log is too short to know what is usual. */
const unknownSilence = 48 * hour

/** How long this log is silent now and then; longer is a hole. */
export function thresholdOf({ files }: ChainRead): number {
  const lengths = files.flatMap(file => file.silences.map(({ from, to }) => to - from)).sort((a, b) => b - a)
  if (lengths.length < 5) return unknownSilence
  const top = lengths.slice(0, 20)
  return Math.max(leastSilence, 4 * (top[top.length >> 1] ?? 0))
}

/** Spans of the whole chain without a line. */
export function silentSpans({ files }: ChainRead): readonly MsSpan[] {
  const inside = files.flatMap(file => file.silences)
  const between = files.flatMap((file, i) => {
    const before = files[i - 1]?.last
    return before === undefined || file.first === undefined || file.first <= before ? [] : [{ from: before, to: file.first }]
  })
  return [...inside, ...between]
}

/** Whether a log has lines in most of a span. */
export function speaksIn(peer: ChainRead, span: MsSpan): boolean {
  const first = Math.min(...peer.files.map(file => file.first ?? Number.POSITIVE_INFINITY))
  const last = Math.max(...peer.files.map(file => file.last ?? Number.NEGATIVE_INFINITY))
  if (first > span.from || last < span.to) return false
  const quiet = silentSpans(peer).reduce((n, { from, to }) => n + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0)
  return quiet < (span.to - span.from) / 2
}
