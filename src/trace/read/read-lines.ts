// One file of lines: searched for needles in whole blocks, so that only lines which can tell something are cut out and understood.
import { textOf } from '../../core/bytes.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import type { AccessLayout, LineFormat } from '../../core/log-format.ts'
import type { Patches } from '../../core/patch.ts'
import { NeedleSearch } from '../../parse/needle-search.ts'
import { lineBlocks } from './blocks.ts'
import { Coverage, type Mark } from './coverage.ts'
import type { LogFile } from './find-logs.ts'
import { Folding } from './folding.ts'
import { dated, firstYear, type Wall } from './years.ts'

/** What a parser is given of one line: longer ones are cut. */
const longestLine = 16_384

export interface LinesRead {
  readonly coverage: Coverage
  readonly folding: Folding
  readonly lines: number
  /** Unpacked. */
  readonly bytes: number
  readonly gaps: readonly Gap[]
}

export interface LineOptions {
  /** Only lines that hold one of these, instead of the format's own needles. */
  readonly only?: readonly string[] | undefined
  readonly mostEvents: number
  /** By what requests are known as attacks. */
  readonly patches?: Patches | undefined
  /** How access logs are written on this host. */
  readonly layouts?: readonly AccessLayout[] | undefined
  /** Milliseconds since 1970 around which events are kept when there are too many. */
  readonly anchor?: number | undefined
}

export function readLines(files: Files, format: LineFormat, file: LogFile, options: LineOptions): LinesRead {
  const reader = format.open({ path: file.path, user: file.user, patches: options.patches, layouts: options.layouts })
  const coverage = new Coverage(reader)
  const folding = new Folding(options.mostEvents, distanceFrom(options.anchor, file, coverage))
  const needles = options.only ?? format.needles
  let search: NeedleSearch | undefined
  const gaps: Gap[] = []
  let lines = 0
  let offset = 0
  let nearest: Mark | undefined
  const take = (text: string, line: number): void => {
    for (const draft of reader.line(text, line)) {
      const time = draft.time
      const wall = time === undefined ? (nearest?.wall ?? Number.NaN) : coverage.laps.near(time, nearest?.wall)
      folding.add(draft, wall, (time ?? nearest?.time)?.yearless === true, line, text)
    }
  }
  for (const piece of lineBlocks(files, file)) {
    if (isGap(piece)) {
      gaps.push(piece)
      continue
    }
    const block = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    const samples = coverage.block(block, offset)
    search ??= searchFor(needles, file, block)
    let sample = 0
    /** Where the line begins that `lines` would count next. */
    let counted = 0
    const cut = (end: number): void => {
      while (sample < samples.length && samples[sample]!.at <= counted) nearest = samples[sample++]!.mark
      let from = counted
      while (block[from] === 0) from++
      const to = Math.min(block[end - 1] === 13 ? end - 1 : end, from + longestLine)
      lines++
      counted = end + 1
      take(textBetween(block, from, to), lines)
    }
    const endOf = (at: number): number => {
      const end = block.indexOf(10, at)
      return end < 0 ? block.length : end
    }
    const countTo = (place: number): void => {
      for (let end = endOf(counted); end < place; end = endOf(counted)) {
        lines++
        counted = end + 1
      }
    }
    if (search === undefined) while (counted < block.length) cut(endOf(counted))
    else {
      for (let hit = search.find(block, 0); hit >= 0; hit = search.find(block, counted)) {
        countTo(hit)
        cut(endOf(hit))
      }
      countTo(block.length)
      if (counted < block.length) lines++
    }
    offset += block.length
  }
  for (const draft of reader.end?.() ?? []) {
    const wall = draft.time === undefined ? (nearest?.wall ?? Number.NaN) : coverage.laps.near(draft.time, nearest?.wall)
    folding.add(draft, wall, draft.time?.yearless === true, lines, draft.excerpt ?? '')
  }
  return { coverage, folding, lines, bytes: offset, gaps }
}

/** Below this a search that fits the file is not worth its making. */
const worthFitting = 1 << 22
const searches = new WeakMap<readonly string[], NeedleSearch>()

/** undefined when every line is wanted. */
function searchFor(needles: readonly string[], { stat, packing }: LogFile, block: Uint8Array): NeedleSearch | undefined {
  if (needles.length === 0) return undefined
  if (packing !== '' || stat.size > worthFitting) return new NeedleSearch(needles, block.subarray(0, 1 << 16))
  const known = searches.get(needles) ?? new NeedleSearch(needles)
  searches.set(needles, known)
  return known
}

/** Years are guessed from the file's own time: good enough to choose what to keep. */
function distanceFrom(anchor: number | undefined, { stat }: LogFile, coverage: Coverage): ((wall: Wall) => number) | undefined {
  if (anchor === undefined) return undefined
  const latest = stat.mtime === undefined ? anchor : Date.parse(stat.mtime)
  return wall => (coverage.first?.time.yearless === true ? dated(wall, firstYear(coverage.first.wall, latest).year) : wall) - anchor
}

/** Lossless, and quick for what is UTF-8. */
function textBetween(block: Buffer, from: number, to: number): string {
  const text = block.toString('utf8', from, to)
  return text.includes('\ufffd') ? textOf(block.subarray(from, to)) : text
}
