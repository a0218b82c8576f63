// A reader of systemd journal files of any version: entries in the order of the file, around whatever is broken, in bounded memory.
import { textOf } from '../../core/bytes.ts'
import type { LogFlaw, ReadBytes, RecordTime } from '../../core/log-format.ts'
import { jenkinsHash, sipHash } from './hash.ts'
import { headerLength, hex, type JournalHeader, parseJournalHeader } from './header.ts'
import { after, before, itemSize, nextObject, objectSize, objectTypes } from './objects.ts'
import { Pages, pieces } from './pages.ts'
import { type Budget, budgetFor, payloadAt } from './payload.ts'
import { Seals } from './seals.ts'

export interface JournalEntry {
  /** Where in the file. */
  readonly offset: number
  readonly seqnum: number
  /** Microseconds since 1970, and since the boot. */
  readonly realtime: number
  readonly monotonic: number
  readonly bootId: string
  /** Where its data objects are. */
  readonly items: readonly number[]
  /** Whether it holds a payload that the caller of `entries` asked for. */
  readonly marked: boolean
}

interface Datum {
  readonly name: string
  readonly value: string
}

const none: ReadonlySet<number> = new Set()
const mostKept = 200_000
const mostKeptText = 16 << 20
const mostFlaws = 1000
const longestMarked = 4096
/** The year 2200 in microseconds: a time beyond is no time. */
const latest = 7_258_118_400_000_000

export const isFlaw = (value: JournalEntry | LogFlaw): value is LogFlaw => 'flaw' in value
export const timeOf = ({ realtime }: JournalEntry): RecordTime => ({ ms: realtime / 1000, zoned: true, grain: 0.000001 })

export class Journal {
  readonly header: JournalHeader
  readonly pages: Pages
  /** Where texts that were read do not have their own hash. */
  readonly #changed: number[] = []
  readonly #key: Uint8Array
  readonly #wanted: ReadonlySet<string>
  readonly #budget: Budget
  /** By place; undefined for data that is not wanted or cannot be read. */
  readonly #data = new Map<number, Datum | undefined>()
  #keptText = 0
  #boot = { words: [0, 0, 0, 0], id: hex(new Uint8Array(16)) }

  /** undefined for what is no journal. `wanted` are the names of the fields that `fields` gives; `step` is of `pieces`. */
  static open(at: ReadBytes, size: number, wanted: readonly string[], step: number = pieces.long): Journal | undefined {
    const header = parseJournalHeader(at(0, headerLength) ?? new Uint8Array(0))
    return header === undefined ? undefined : new Journal(new Pages(at, size, step), header, wanted)
  }

  private constructor(pages: Pages, header: JournalHeader, wanted: readonly string[]) {
    this.pages = pages
    this.header = header
    this.#wanted = new Set(wanted)
    this.#key = pages.slice(24, 16).slice()
    this.#budget = budgetFor(pages.size)
  }

  /**
   * All entries, and what is wrong with the file where it is wrong. `marks` is asked once of each payload ("NAME=value") that is stored without
   * compression, as the short ones are; payloads stand before the entries that hold them.
   */
  *entries(marks?: (payload: Uint8Array) => boolean): Generator<JournalEntry | LogFlaw> {
    const { header, pages } = this
    const marked = new Set<number>()
    const { start, end, tail } = this.#extent()
    if (header.unknownFlags !== 0) yield flaw('unsupported', `flags ${header.unknownFlags.toString(16)} of a later format`, 8)
    if (tail > 0 && tail + 16 > pages.size) yield flaw('cut', `${pages.size} bytes are left; the last object began at ${tail}`, pages.size)
    const seals = new Seals(header)
    let flaws = 0
    let last: JournalEntry | undefined
    let seen = 0
    for (let at = start; at < end; ) {
      const size = objectSize(pages, at)
      if (size === 0) {
        const next = nextObject(pages, at, end)
        if (next >= end && tail === 0) break
        if (flaws++ < mostFlaws) yield this.#broken(at, next, last)
        at = next
        continue
      }
      const type = pages.bytes[pages.seek(at, 16)]
      if (type === objectTypes.entry) {
        const entry = this.entryAt(at, marked)
        if (entry === undefined) {
          if (flaws++ < mostFlaws) yield flaw('corrupt', 'an entry without a possible number or time', at)
        } else {
          if (last !== undefined && entry.seqnum <= last.seqnum && flaws++ < mostFlaws) {
            const from = timeOf(last)
            yield { ...flaw('backwards', `entry ${entry.seqnum} stands after entry ${last.seqnum}`, at), from, to: timeOf(entry) }
          }
          last = entry
          seen++
          seals.entry(entry)
          yield entry
        }
      } else if (type === objectTypes.data && marks !== undefined) {
        const payload = this.#storedAt(at, size)
        if (payload !== undefined && marks(payload)) marked.add(at)
      } else if (type === objectTypes.tag) yield* seals.tag(pages, at)
      at = after(at, size)
    }
    if (flaws > mostFlaws) yield flaw('corrupt', `${flaws - mostFlaws} more places are broken`, end)
    if (seen < header.entries) yield flaw('corrupt', `the header tells of ${header.entries} entries, ${seen} were found`, 152)
    yield* seals.end()
  }

  /** Of what `fields` read: texts that were changed, and that not all could be read. */
  *doubts(): Generator<LogFlaw> {
    for (const at of this.#changed) yield flaw('corrupt', 'the text does not have its hash: it was changed after it was written', at)
    if (this.#budget.left < 0) yield flaw('unsupported', 'the data unpack to many times the size of the file: not all were read', 0)
  }

  /** The entry object at a place; undefined for what is none. */
  entryAt(offset: number, marks: ReadonlySet<number> = none): JournalEntry | undefined {
    const { pages } = this
    const size = objectSize(pages, offset)
    const i = size === 0 ? -1 : pages.seek(offset, 64)
    if (i < 0 || pages.bytes[i] !== objectTypes.entry) return undefined
    const seqnum = pages.u64(i + 16)
    const realtime = pages.u64(i + 24)
    const monotonic = pages.u64(i + 32)
    if (seqnum === 0 || !Number.isSafeInteger(seqnum) || realtime === 0 || realtime > latest || monotonic > latest) return undefined
    const bootId = this.#bootAt(i + 40)
    const items = this.#itemsOf(offset + 64, size - 64)
    const marked = marks.size > 0 && items.some(item => marks.has(item))
    return { offset, seqnum, realtime, monotonic, bootId, items, marked }
  }

  /** The wanted fields of an entry; one value of a field that occurs twice. What is new in the file lies nearest: it is looked at first. */
  fields({ items }: JournalEntry): Map<string, string> {
    const found = new Map<string, string>()
    for (let i = items.length - 1; i >= 0 && found.size < this.#wanted.size; i--) {
      const item = items[i]!
      const datum = this.#data.get(item) ?? this.#decode(item)
      if (datum !== undefined) found.set(datum.name, datum.value)
    }
    return found
  }

  /** "NAME=value" as bytes of all fields of an entry; undefined for one that cannot be read. */
  *payloads({ items }: JournalEntry): Generator<Uint8Array | undefined> {
    for (const item of items) yield payloadAt(this.pages, this.header, item, this.#budget)
  }

  /** Objects lie between `start` and `end`, the last one at `tail`: 0 when the header cannot be right about it. */
  #extent(): { start: number; end: number; tail: number } {
    const { headerSize, arenaSize, tailObject } = this.header
    const { size } = this.pages
    const start = headerSize >= 208 && headerSize <= 4096 ? Math.ceil(headerSize / 8) * 8 : 208
    const tail = tailObject >= start && Number.isSafeInteger(tailObject) ? tailObject : 0
    if (tail > 0 && tail + 16 <= size) {
      const length = objectSize(this.pages, tail)
      if (length > 0) return { start, end: after(tail, length), tail }
    }
    return { start, end: Math.min(size, headerSize + arenaSize > start ? headerSize + arenaSize : size), tail: tail >= size ? tail : 0 }
  }

  /** The beginning of a payload that is stored as it is. */
  #storedAt(at: number, size: number): Uint8Array | undefined {
    const { pages } = this
    const start = before(this.header).data
    const length = Math.min(size, longestMarked) - start
    const i = pages.seek(at, start + length)
    return i < 0 || pages.bytes[i + 1] !== 0 ? undefined : pages.bytes.subarray(i + start, i + start + length)
  }

  /** Where the machine went down while the file was open, NUL bytes stand for what was not written any more; elsewhere somebody put them there. */
  #broken(at: number, next: number, last: JournalEntry | undefined): LogFlaw {
    const zero = this.pages.slice(at, Math.min(next - at, 4096)).every(byte => byte === 0)
    const from = last === undefined ? undefined : timeOf(last)
    return {
      ...flaw(zero && this.header.state !== 'online' ? 'blank' : 'corrupt', `${next - at} bytes ${zero ? 'are NUL' : 'are no object'}`, at),
      from,
    }
  }

  #bootAt(i: number): string {
    const { view, bytes } = this.pages
    const { words } = this.#boot
    if (words.every((word, n) => view.getUint32(i + 4 * n, true) === word)) return this.#boot.id
    this.#boot = { words: words.map((_, n) => view.getUint32(i + 4 * n, true)), id: hex(bytes.subarray(i, i + 16)) }
    return this.#boot.id
  }

  #itemsOf(start: number, length: number): number[] {
    const bytes = this.pages.slice(start, length)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const step = itemSize(this.header)
    const items: number[] = []
    for (let i = 0; i + step <= bytes.length; i += step) {
      const item = step === 4 ? view.getUint32(i, true) : view.getUint32(i + 4, true) * 0x1_0000_0000 + view.getUint32(i, true)
      if (item !== 0) items.push(item)
    }
    return items
  }

  #hashed(at: number, payload: Uint8Array): boolean {
    if (payload.length > longestMarked) return true
    const [low, high] = this.header.keyed ? sipHash(payload, this.#key) : jenkinsHash(payload)
    const i = this.pages.seek(at, 24)
    return i >= 0 && this.pages.view.getUint32(i + 16, true) === low && this.pages.view.getUint32(i + 20, true) === high
  }

  /** Most messages are said once: keeping those would only push out what comes again. */
  #usedOnce(at: number): boolean {
    const i = this.pages.seek(at, 64)
    return i >= 0 && this.pages.u64(i + 56) === 1
  }

  #decode(at: number): Datum | undefined {
    if (this.#data.has(at)) return undefined
    const payload = payloadAt(this.pages, this.header, at, this.#budget)
    const equals = payload === undefined ? -1 : payload.indexOf(0x3d)
    const name = equals < 1 || equals > 64 ? '' : textOf(payload!.subarray(0, equals))
    const datum = this.#wanted.has(name) ? { name, value: textOf(payload!.subarray(equals + 1)) } : undefined
    if (datum !== undefined && this.#changed.length < mostFlaws && !this.#hashed(at, payload!)) this.#changed.push(at)
    if (this.#usedOnce(at)) return datum
    this.#keptText += datum?.value.length ?? 0
    if (this.#data.size >= mostKept || this.#keptText > mostKeptText) {
      this.#data.clear()
      this.#keptText = 0
    }
    this.#data.set(at, datum)
    return datum
  }
}

function flaw(kind: LogFlaw['flaw'], detail: string, at: number): LogFlaw {
  return { flaw: kind, detail, locus: `@${at}` }
}
