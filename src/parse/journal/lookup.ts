// Finds entries of a systemd journal by what they say, through its own tables: quick, and right as long as nobody has changed them.
//
// All chains run in one direction through a file (new data are put in front of older ones, new arrays behind), so a step the other way ends them.
import { bytesOf, sameBytes, textOf } from '../../core/bytes.ts'
import type { Journal, JournalEntry } from './journal.ts'
import { before, objectSize, objectTypes } from './objects.ts'
import { budgetFor, payloadAt } from './payload.ts'

const mostFieldBuckets = 1 << 16
const mostValues = 100_000

/** Places of the data objects of a field whose values are wanted. */
export function* dataOf(journal: Journal, name: string, wanted: (value: string) => boolean): Generator<number> {
  const { pages, header } = journal
  const budget = budgetFor(pages.size)
  const link = (at: number, type: number, place: number): number => {
    const i = objectSize(pages, at) === 0 ? -1 : pages.seek(at, 64)
    return i < 0 || pages.bytes[i] !== type ? 0 : pages.u64(i + place)
  }
  let at = link(fieldAt(journal, bytesOf(name)), objectTypes.field, 32)
  for (let count = 0; at > 0 && count < mostValues; count++) {
    const payload = payloadAt(pages, header, at, budget)
    if (payload !== undefined && wanted(textOf(payload.subarray(name.length + 1)))) yield at
    const next = link(at, objectTypes.data, 32)
    at = next < at ? next : 0
  }
}

/** Place of the object that names a field; 0 when there is none. */
function fieldAt({ pages, header }: Journal, name: Uint8Array): number {
  const { offset, size } = header.fieldTable
  const start = before(header).field
  for (let bucket = 0; bucket < Math.min(size / 16, mostFieldBuckets); bucket++) {
    const i = pages.seek(offset + bucket * 16, 16)
    if (i < 0) return 0
    for (let at = pages.u64(i); at > 0; ) {
      const length = objectSize(pages, at)
      const field = length === 0 ? -1 : pages.seek(at, 40)
      if (field < 0 || pages.bytes[field] !== objectTypes.field) break
      const next = pages.u64(field + 24)
      if (length - start === name.length && sameBytes(pages.slice(at + start, name.length), name)) return at
      at = next > at ? next : 0
    }
  }
  return 0
}

/** Places of all entries that hold a datum, in the order of the file. */
export function* entriesWith({ pages, header }: Journal, datum: number): Generator<number> {
  const i = objectSize(pages, datum) === 0 ? -1 : pages.seek(datum, 64)
  if (i < 0 || pages.bytes[i] !== objectTypes.data) return
  let last = pages.u64(i + 40)
  let array = pages.u64(i + 48)
  if (last > 0) yield last
  const step = header.compact ? 4 : 8
  while (array > 0) {
    const size = objectSize(pages, array)
    const at = size === 0 ? -1 : pages.seek(array, 24)
    if (at < 0 || pages.bytes[at] !== objectTypes.entryArray) return
    const next = pages.u64(at + 16)
    const items = pages.slice(array + 24, size - 24)
    const view = new DataView(items.buffer, items.byteOffset, items.length)
    for (let place = 0; place + step <= items.length; place += step) {
      const entry = view.getUint32(place, true) + (step === 8 ? view.getUint32(place + 4, true) * 0x1_0000_0000 : 0)
      if (entry <= last) return
      yield entry
      last = entry
    }
    array = next > array ? next : 0
  }
}

/** The newest entries with one of the wanted values, newest last. */
export function newestWith(journal: Journal, name: string, wanted: (value: string) => boolean, most: number): readonly JournalEntry[] {
  const places: number[] = []
  for (const datum of dataOf(journal, name, wanted)) {
    for (const place of entriesWith(journal, datum)) {
      places.push(place)
      if (places.length > 8 * most) places.sort((a, b) => a - b).splice(0, places.length - most)
    }
  }
  const newest = places.sort((a, b) => a - b).slice(-most)
  return newest.map(place => journal.entryAt(place)).filter(entry => entry !== undefined)
}
