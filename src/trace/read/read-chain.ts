// One log with all that it was rotated to: its events, and of each file what it covers.
import type { HostEvent } from '../../core/event.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { BinaryFormat, Draft, LineFormat, LogFlaw } from '../../core/log-format.ts'
import type { Patches } from '../../core/patch.ts'
import type { Zone } from '../../core/zone.ts'
import { lineBlocks } from './blocks.ts'
import { Coverage } from './coverage.ts'
import { Dating } from './dating.ts'
import { eventOf } from './events.ts'
import type { LogChain, LogFile } from './find-logs.ts'
import { Folding } from './folding.ts'
import { readLines } from './read-lines.ts'
import { wholeOf } from './whole-file.ts'

export interface ChainOptions {
  readonly zone: Zone
  readonly around?: string | undefined
  readonly from?: string | undefined
  readonly only?: readonly string[] | undefined
  readonly mostEvents: number
  readonly patches?: Patches | undefined
}

/** Milliseconds since 1970. */
export interface MsSpan {
  readonly from: number
  readonly to: number
}

export interface FileRead {
  readonly file: LogFile
  /** Times of its first and last line; undefined when none has one. */
  readonly first?: number | undefined
  readonly last?: number | undefined
  readonly silences: readonly MsSpan[]
  /** Where the time goes back: from the later one to the earlier one that stands after it. */
  readonly jumps: readonly MsSpan[]
  readonly nuls: readonly { readonly offset: number; readonly length: number }[]
  readonly flaws: readonly LogFlaw[]
  readonly lines: number
  readonly bytes: number
  readonly told: number
  readonly unreadable: boolean
}

export interface ChainRead {
  readonly chain: LogChain
  readonly files: readonly FileRead[]
  readonly events: readonly HostEvent[]
  readonly gaps: readonly Gap[]
}

const hour = 3_600_000

export function readChain(host: HostView, chain: LogChain, options: ChainOptions): ChainRead {
  const files: FileRead[] = []
  const events: HostEvent[] = []
  const gaps: Gap[] = [...chain.gaps]
  // The youngest files first: when a log holds too much, its past is what is given up.
  for (const file of [...chain.files].reverse()) {
    const left = Math.max(500, options.mostEvents - events.length)
    const read =
      chain.format.form === 'lines'
        ? linesOf(host, chain, chain.format, file, options, left)
        : bytesOf(host, chain, chain.format, file, options, left)
    files.unshift(read.read)
    events.push(...read.events)
    gaps.push(...read.gaps)
  }
  return { chain, files, events, gaps }
}

interface OneFile {
  readonly read: FileRead
  readonly events: readonly HostEvent[]
  readonly gaps: readonly Gap[]
}

/** When a file was written last; of one that is written now, no later than the moment of looking. */
function latestOf(host: HostView, { stat }: LogFile): number {
  const now = Date.parse(host.now)
  return stat.mtime === undefined ? now : Math.min(Date.parse(stat.mtime), now)
}

function linesOf(host: HostView, chain: LogChain, format: LineFormat, file: LogFile, options: ChainOptions, left: number): OneFile {
  if (options.from !== undefined && latestOf(host, file) < Date.parse(options.from) - 24 * hour) return outside(host, format, file, options)
  const anchor = options.around === undefined ? undefined : Date.parse(options.around)
  const { coverage, folding, lines, bytes, gaps } = readLines(host.files, format, file, {
    only: options.only,
    mostEvents: left,
    anchor,
    patches: options.patches,
    layouts: chain.layouts,
  })
  const dating = new Dating(coverage, latestOf(host, file), options.zone)
  const place = { host: host.name, format, file, dating }
  const span = ({ from, to }: Coverage['silences'][number]): MsSpan => ({ from: dating.ofMark(from).ms, to: dating.ofMark(to).ms })
  const read: FileRead = {
    file,
    first: coverage.first && dating.ofMark(coverage.first).ms,
    last: coverage.latest && dating.ofMark(coverage.latest).ms,
    silences: coverage.silences.map(span),
    jumps: coverage.jumps.map(span),
    nuls: coverage.nuls,
    flaws: [],
    lines,
    bytes,
    told: folding.told,
    unreadable: bytes === 0 && gaps.length > 0,
  }
  return { read, events: eventsOf(folding, place), gaps: [...gaps, ...droppedBy(folding, chain, file)] }
}

function eventsOf(folding: Folding, place: Parameters<typeof eventOf>[1]): HostEvent[] {
  return folding.all().flatMap(taken => eventOf(taken, place) ?? [])
}

function droppedBy(folding: Folding, { format }: LogChain, { path }: LogFile): Gap[] {
  return [...folding.dropped].map(([kind, count]) => gap(path, 'capped', `${format.id}: ${count} more of "${kind}" were counted, not kept`))
}

/** Only its first lines: to know from when on it would tell something. */
function outside(host: HostView, format: LineFormat, file: LogFile, options: ChainOptions): OneFile {
  const coverage = new Coverage(format.open({ path: file.path, user: file.user }))
  const gaps: Gap[] = []
  for (const piece of lineBlocks(host.files, file)) {
    if (isGap(piece)) gaps.push(piece)
    else coverage.block(Buffer.from(piece.buffer, piece.byteOffset, piece.length), 0)
    break
  }
  const dating = new Dating(coverage, latestOf(host, file), options.zone)
  const first = coverage.first && dating.ofMark(coverage.first).ms
  const none = { silences: [], jumps: [], nuls: [], flaws: [], lines: 0, told: 0 }
  return {
    read: { file, first, last: latestOf(host, file), bytes: file.stat.size, unreadable: gaps.length > 0, ...none },
    events: [],
    gaps,
  }
}

function bytesOf(host: HostView, chain: LogChain, format: BinaryFormat, file: LogFile, options: ChainOptions, left: number): OneFile {
  const content = wholeOf(host.files, file)
  const anchor = options.around === undefined ? undefined : Date.parse(options.around)
  const folding = new Folding(left, anchor === undefined ? undefined : wall => wall - anchor)
  const dating = new Dating(new Coverage({ time: () => undefined }), latestOf(host, file), options.zone)
  const flaws: LogFlaw[] = []
  let first: number | undefined
  let last: number | undefined
  let records = 0
  const extent = isGap(content) ? undefined : format.extent(content.at, content.size)
  if (!isGap(content)) {
    for (const told of format.read(content.at, content.size, { path: file.path, user: file.user })) {
      if ('flaw' in told) {
        flaws.push(told)
        continue
      }
      const draft: Draft = told
      const wall = draft.time?.ms ?? Number.NaN
      folding.add(draft, wall, false, ++records, draft.excerpt ?? '')
      const ms = draft.time && dating.of(wall, draft.time).ms
      if (ms === undefined) continue
      first = Math.min(first ?? ms, ms)
      last = Math.max(last ?? ms, ms)
    }
  }
  const gaps = isGap(content)
    ? [content]
    : flaws.filter(({ flaw }) => flaw === 'unsupported').map(({ detail }) => gap(file.path, 'unsupported', detail))
  const read: FileRead = {
    file,
    first: extent?.from?.ms ?? first,
    last: extent?.to?.ms ?? last,
    silences: [],
    jumps: [],
    nuls: [],
    flaws,
    lines: extent?.records ?? records,
    bytes: file.stat.size,
    told: folding.told,
    unreadable: isGap(content),
  }
  return { read, events: eventsOf(folding, { host: host.name, format, file, dating }), gaps: [...gaps, ...droppedBy(folding, chain, file)] }
}
