// A read-only reader of one table of an SQLite 3 file (sqlite.org/fileformat2.html), for hosts whose files are only bytes.
import { textOf } from '../../core/bytes.ts'
import type { ReadAt } from '../read-at.ts'

export type SqliteValue = null | number | string | Uint8Array

interface Database {
  readonly page: (number: number) => Uint8Array | undefined
  /** Bytes of a page that are used: its size without the reserved tail. */
  readonly usable: number
  readonly pages: number
  readonly damage: (what: string) => void
  /** Overflow bytes that may still be copied: rows that all claim the same long chain must not cost a multiple of the file. */
  readonly budget: { left: number }
}

const mostPages = 4_000_000
const longestRecord = 64 << 20

/**
 * Rows of a table in rowid order, each with its rowid; an INTEGER PRIMARY KEY column reads as null in the record itself. Integers beyond
 * 2^53 lose their last digits. What cannot be followed is told to `damage`, and the rest is still given. A -wal file is not looked at.
 */
export function* sqliteRows(
  read: ReadAt,
  size: number,
  table: string,
  damage: (what: string) => void = () => {},
): Generator<{ readonly rowid: number; readonly values: readonly SqliteValue[] }> {
  const database = open(read, size, damage)
  if (database === undefined) return damage('no SQLite header')
  for (const { values } of rowsFrom(database, 1)) {
    const [type, name, , root] = values
    if (type !== 'table' || name !== table || typeof root !== 'number') continue
    return yield* rowsFrom(database, root)
  }
  damage('no such table')
}

function open(read: ReadAt, size: number, damage: (what: string) => void): Database | undefined {
  const head = read(0, 100)
  if (head.length < 100 || textOf(head.subarray(0, 15)) !== 'SQLite format 3') return undefined
  const stated = u16(head, 16)
  const length = stated === 1 ? 65536 : stated
  const usable = length - (head[20] ?? 0)
  if (length < 512 || (length & (length - 1)) !== 0 || usable < 480) return undefined
  const pages = Math.min(Math.floor(size / length), mostPages)
  const page = (number: number): Uint8Array | undefined => {
    if (number < 1 || number > pages) return undefined
    const bytes = read((number - 1) * length, length)
    return bytes.length === length ? bytes : undefined
  }
  return { page, usable, pages, damage, budget: { left: 2 * size } }
}

/** Walks a table b-tree in order, each page at most once. */
function* rowsFrom(database: Database, root: number): Generator<{ rowid: number; values: SqliteValue[] }> {
  const seen = new Set<number>()
  const pending = [root]
  for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
    const bytes = seen.has(number) ? undefined : database.page(number)
    seen.add(number)
    const at = number === 1 ? 100 : 0
    const kind = bytes?.[at]
    if (bytes === undefined || (kind !== 5 && kind !== 13)) {
      database.damage(`page ${number} cannot be followed`)
      continue
    }
    const cells = at + (kind === 5 ? 12 : 8)
    const count = Math.min(u16(bytes, at + 3), (database.usable - cells) >> 1)
    const pointers = Array.from({ length: count }, (_, i) => u16(bytes, cells + 2 * i))
    if (kind === 5) {
      pending.push(u32(bytes, at + 8))
      for (const pointer of pointers.reverse()) pending.push(u32(bytes, pointer))
      if (pending.length > database.pages) return database.damage('more pages are named than there are')
    } else
      for (const pointer of pointers) {
        const row = rowAt(database, bytes, pointer)
        if (row === undefined) database.damage(`a row on page ${number} is broken`)
        else yield row
      }
  }
}

function rowAt(database: Database, bytes: Uint8Array, pointer: number): { rowid: number; values: SqliteValue[] } | undefined {
  const [length, afterLength] = varint(bytes, pointer)
  const [rowid, start] = varint(bytes, afterLength)
  if (length > longestRecord) return undefined
  const payload = payloadAt(database, bytes, start, length)
  return payload === undefined ? undefined : { rowid, values: valuesOf(payload) }
}

/** The record's bytes: what lies on the page, and the rest along its chain of overflow pages. */
function payloadAt(database: Database, bytes: Uint8Array, start: number, length: number): Uint8Array | undefined {
  const { usable } = database
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((length - least) % (usable - 4))
  const local = length <= usable - 35 ? length : wanted <= usable - 35 ? wanted : least
  if (start + local > usable) return undefined
  if (local === length) return bytes.subarray(start, start + length)
  if (length > database.pages * usable || length > database.budget.left) return undefined
  database.budget.left -= length
  const whole = new Uint8Array(length)
  whole.set(bytes.subarray(start, start + local))
  let next = u32(bytes, start + local)
  for (let filled = local; filled < length; ) {
    const page = database.page(next)
    if (page === undefined) return undefined
    const part = page.subarray(4, Math.min(usable, 4 + length - filled))
    whole.set(part, filled)
    filled += part.length
    next = u32(page, 0)
  }
  return whole
}

/** A record: header length, serial types, then the values. A cut record gives the values that are whole. */
function valuesOf(record: Uint8Array): SqliteValue[] {
  const [headerLength, first] = varint(record, 0)
  const values: SqliteValue[] = []
  let body = headerLength
  for (let at = first; at < headerLength && at < record.length; ) {
    const [type, next] = varint(record, at)
    at = next
    const length = type >= 12 ? (type - (type & 1) - 12) / 2 : ([0, 1, 2, 3, 4, 6, 8, 8][type] ?? 0)
    if (body + length > record.length) break
    values.push(decoded(type, record.subarray(body, body + length)))
    body += length
  }
  return values
}

function decoded(type: number, bytes: Uint8Array): SqliteValue {
  if (type === 0 || type === 10 || type === 11) return null
  if (type === 8 || type === 9) return type - 8
  if (type >= 12) return type % 2 === 0 ? bytes : textOf(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 7) return view.getFloat64(0)
  let value = view.getInt8(0)
  for (let i = 1; i < bytes.length; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}

/** One to nine bytes, seven bits each and eight in the last; past the end reads as zero. */
function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i] ?? 0
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, at + i + 1]
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9]
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 65536 + u16(bytes, at + 2)
}
