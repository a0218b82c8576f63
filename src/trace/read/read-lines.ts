// One file of lines: searched for needles in whole blocks, so that only lines which can tell something are cut out and understood.
import { textOf } from '../../core/bytes.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import type { Files } from '../../core/host.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { lineBlocks } from './blocks.ts'
import { Coverage, type Mark } from './coverage.ts'
import type { LogFile } from './find-logs.ts'
import { Folding } from './folding.ts'
import { dated, firstYear, type Wall } from './years.ts'

/** What a parser is given of one line: longer ones are cut. */
const longestLine = 16_384
const notAscii = /[\x80-\xff]/
const nothing: readonly string[] = []

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
  /** Milliseconds since 1970 around which events are kept when there are too many. */
  readonly anchor?: number | undefined
}

export function readLines(files: Files, format: LineFormat, file: LogFile, options: LineOptions): LinesRead {
  const reader = format.open({ path: file.path, user: file.user })
  const coverage = new Coverage(reader)
  const folding = new Folding(options.mostEvents, distanceFrom(options.anchor, file, coverage))
  const search = searchFor(options.only ?? format.needles)
  const gaps: Gap[] = []
  let lines = 0
  let offset = 0
  let nearest: Mark | undefined
  const take = (text: string, line: number): void => {
    for (const draft of reader.line(text)) {
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
    const text = block.toString('latin1')
    const ascii = !notAscii.test(text)
    let sample = 0
    let counted = 0
    const cut = (start: number, end: number, line: number): void => {
      while (sample < samples.length && samples[sample]!.at <= start) nearest = samples[sample++]!.mark
      let from = start
      while (block[from] === 0) from++
      const to = Math.min(block[end - 1] === 13 ? end - 1 : end, from + longestLine)
      take(ascii ? block.toString('latin1', from, to) : textOf(block.subarray(from, to)), line)
    }
    /** Line ends up to `place`. */
    const countTo = (place: number): void => {
      for (let at = text.indexOf('\n', counted); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) {
        lines++
        counted = at + 1
      }
    }
    if (search === undefined) {
      for (let start = 0; start < block.length; ) {
        const found = text.indexOf('\n', start)
        const end = found < 0 ? block.length : found
        cut(start, end, ++lines)
        start = end + 1
      }
    } else {
      search.lastIndex = 0
      while (search.test(text)) {
        const hit = search.lastIndex
        const found = text.indexOf('\n', hit)
        const end = found < 0 ? block.length : found
        countTo(hit)
        cut(counted, end, ++lines)
        counted = end + 1
        search.lastIndex = counted
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

const searches = new WeakMap<readonly string[], RegExp>()

/** One search for all needles, as their UTF-8 bytes read as Latin-1; undefined when every line is wanted. */
function searchFor(needles: readonly string[] = nothing): RegExp | undefined {
  if (needles.length === 0) return undefined
  const known = searches.get(needles)
  if (known !== undefined) return known
  const made = new RegExp(needles.map(needle => RegExp.escape(Buffer.from(needle).toString('latin1'))).join('|'), 'g')
  searches.set(needles, made)
  return made
}

/** Years are guessed from the file's own time: good enough to choose what to keep. */
function distanceFrom(anchor: number | undefined, { stat }: LogFile, coverage: Coverage): ((wall: Wall) => number) | undefined {
  if (anchor === undefined) return undefined
  const latest = stat.mtime === undefined ? anchor : Date.parse(stat.mtime)
  return wall => (coverage.first?.time.yearless === true ? dated(wall, firstYear(coverage.first.wall, latest).year) : wall) - anchor
}
