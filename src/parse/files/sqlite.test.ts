import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import fc from 'fast-check'
import { sqliteRows } from './sqlite.ts'

type Row = { n: number; t: string; b: Uint8Array; f: number }

function fileOf(rows: readonly Row[], pageSize = 512): Uint8Array {
  const database = new DatabaseSync(':memory:')
  database.exec(`pragma page_size=${pageSize}; create table other(x); create table t(id integer primary key, n, t, b, f)`)
  const insert = database.prepare('insert into t(n, t, b, f) values (?, ?, ?, ?)')
  for (const { n, t, b, f } of rows) insert.run(n, t, b, f)
  const bytes = database.serialize()
  database.close()
  return bytes
}

const rowsOf = (bytes: Uint8Array, table = 't', damage?: (what: string) => void) => [
  ...sqliteRows((offset, length) => bytes.subarray(offset, offset + length), bytes.length, table, damage),
]

const row = fc.record({
  n: fc.maxSafeInteger(),
  t: fc.stringMatching(/^[ -~]*$/),
  b: fc.uint8Array({ maxLength: 3000, size: 'max' }),
  f: fc.double({ noNaN: true }).map(f => (Number.isInteger(f) ? 0.5 : f)),
})

test('reads what SQLite wrote: interior pages, overflow chains, every kind of value', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60, size: 'max' }), fc.constantFrom(512, 4096), (rows, pageSize) => {
      const damage: string[] = []
      const read = rowsOf(fileOf(rows, pageSize), 't', what => damage.push(what))
      assert.deepEqual(
        read.map(({ values: [, n, t, b, f] }) => ({ n, t, b: Buffer.from(b as Uint8Array), f })),
        rows.map(r => ({ ...r, b: Buffer.from(r.b) })),
      )
      assert.deepEqual(
        read.map(r => r.rowid),
        rows.map((_, i) => i + 1),
      )
      assert.deepEqual(damage, [])
    }),
    { numRuns: 30 },
  )
})

test('damaged files: no throw, no endless walk, and the damage is told', () => {
  const whole = fileOf(Array.from({ length: 50 }, (_, n) => ({ n, t: 'x'.repeat(40), b: new Uint8Array(n * 30), f: 0.5 })))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 200 }), fc.nat(whole.length), (changes, keep) => {
      const bytes = whole.slice(0, keep)
      for (const [at, value] of changes) if (at < keep) bytes[at] = value
      rowsOf(bytes)
    }),
  )
  const told: string[] = []
  rowsOf(whole.subarray(0, whole.length - 2048), 't', what => told.push(what))
  rowsOf(new Uint8Array(10), 't', what => told.push(what))
  rowsOf(whole, 'absent', what => told.push(what))
  assert.ok(told.includes('no SQLite header') && told.includes('no such table') && told.length > 2)
})
