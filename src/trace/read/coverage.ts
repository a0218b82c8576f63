// From when to when a file tells something, where it is silent, where its time goes backwards, and where NUL bytes stand.
import type { LineReader, RecordTime } from '../../core/log-format.ts'
import { Laps, type Wall } from './years.ts'

/** One line of each so many bytes is asked for its time. */
const step = 1 << 16
/** Between two sampled lines further apart than this every line is asked. */
const suspicious = 3_600_000
const mostSilences = 32
const mostJumps = 20
/** Seconds of disorder that several writers of one file make. */
const disorder = 300_000
/** Fewer may be the work of one odd message; a hole in a file is at least as long as what was cut off. */
const shortestHole = 64
const newline = 10
/** JSON logs have their members by the alphabet: a time may stand far behind. */
const longestHead = 2000
/** Lines without a time of their own, such as stack traces and commands, stand between those that have one. */
const mostTries = 50

export interface Mark {
  readonly wall: Wall
  readonly time: RecordTime
}

export interface Span {
  readonly from: Mark
  readonly to: Mark
}

export class Coverage {
  first: Mark | undefined
  last: Mark | undefined
  /** The line with the highest time, which is not the last where the clock went back. */
  latest: Mark | undefined
  /** The longest ones. */
  silences: Span[] = []
  readonly jumps: Span[] = []
  /** Offsets in the (unpacked) file. */
  readonly nuls: { readonly offset: number; readonly length: number }[] = []
  readonly laps = new Laps()
  private readonly reader: Pick<LineReader, 'time'>

  constructor(reader: Pick<LineReader, 'time'>) {
    this.reader = reader
  }

  /** Samples a block of whole lines; the places and times of its samples. */
  block(bytes: Buffer, offset: number): readonly { readonly at: number; readonly mark: Mark }[] {
    this.findNuls(bytes, offset)
    const samples: { at: number; mark: Mark }[] = []
    let before = 0
    for (let at = 0; at >= 0 && at < bytes.length; ) {
      for (
        let line = at, tries = 0;
        tries === 0 || (line > 0 && line < bytes.length && tries < mostTries);
        line = this.after(bytes, line), tries++
      ) {
        const mark = this.markAt(bytes, line, before)
        if (mark === undefined) continue
        samples.push({ at: line, mark })
        before = line
        break
      }
      const next = bytes.indexOf(newline, at + step)
      at = next < 0 ? -1 : next + 1
    }
    for (
      let tail = this.lineBefore(bytes, bytes.length - 1), tries = 0;
      tail > before && tries < mostTries;
      tail = this.lineBefore(bytes, tail - 1), tries++
    ) {
      const mark = this.markAt(bytes, tail, before)
      if (mark === undefined) continue
      samples.push({ at: tail, mark })
      break
    }
    return samples
  }

  private markAt(bytes: Buffer, at: number, before: number): Mark | undefined {
    const time = this.timeAt(bytes, at)
    if (time === undefined) return undefined
    const wall = this.laps.next(time)
    const gap = this.last === undefined ? 0 : wall - this.last.wall
    // What lies between the two is looked at line by line, so that a long silence is not mistaken for slow writing, nor the other way round.
    if (gap > suspicious || gap < -disorder)
      for (let i = this.after(bytes, before); i > 0 && i < at; i = this.after(bytes, i)) this.pass(this.timeAt(bytes, i))
    return this.passWall({ wall, time })
  }

  /** Where the line begins that ends before `at`, which is its newline or the last byte. */
  private lineBefore(bytes: Buffer, at: number): number {
    return at <= 0 ? 0 : bytes.lastIndexOf(newline, at - 1) + 1
  }

  private after(bytes: Buffer, at: number): number {
    return bytes.indexOf(newline, at) + 1
  }

  private timeAt(bytes: Buffer, at: number): RecordTime | undefined {
    let start = at
    while (bytes[start] === 0) start++
    const end = bytes.indexOf(newline, start)
    return this.reader.time(bytes.toString('latin1', start, Math.min(start + longestHead, end < 0 ? bytes.length : end)))
  }

  private pass(time: RecordTime | undefined): void {
    if (time !== undefined) this.passWall({ wall: this.laps.near(time, this.last?.wall), time })
  }

  private passWall(mark: Mark): Mark {
    const { last } = this
    this.first ??= mark
    if (last !== undefined && last.time.yearless === mark.time.yearless) {
      const gap = mark.wall - last.wall
      if (gap > suspicious) this.silent({ from: last, to: mark })
      else if (gap < -disorder && this.jumps.length < mostJumps) this.jumps.push({ from: last, to: mark })
    }
    this.last = mark
    if (this.latest === undefined || mark.wall >= this.latest.wall) this.latest = mark
    return mark
  }

  private silent(span: Span): void {
    this.silences.push(span)
    if (this.silences.length <= 2 * mostSilences) return
    this.silences = this.silences.sort((a, b) => b.to.wall - b.from.wall - (a.to.wall - a.from.wall)).slice(0, mostSilences)
  }

  private findNuls(bytes: Buffer, offset: number): void {
    for (let at = bytes.indexOf(0); at >= 0 && this.nuls.length < mostJumps; at = bytes.indexOf(0, at)) {
      const start = at
      while (bytes[at] === 0) at++
      if (at - start >= shortestHole) this.nuls.push({ offset: offset + start, length: at - start })
    }
  }
}
