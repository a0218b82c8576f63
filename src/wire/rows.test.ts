import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameRow, someWireRow } from '../../test/wire-rows.ts'
import { instantOf } from '../core/instant.ts'
import { joined, Rows } from './rows.ts'

test('too many rows are counted; of answers of the DNS the oldest are let go instead', () => {
  const rows = new Rows()
  for (let i = 0; i < 20_002; i++) rows.note('answers', () => ({ ...someWireRow, name: `${i}.example`, addresses: [] }))
  assert.deepEqual([rows.dropped, rows.all().answers?.length, rows.all().answers?.[0]?.name], [0, 20_000, '2.example'])
  for (let i = 0; i < 20_002; i++) rows.add('names', nameRow(), `${i}`)
  assert.equal(rows.dropped, 2)
})

test('rows of two engines are as bounded together: the first of each kind, of answers of the DNS the last', () => {
  const of = (year: number) =>
    Array.from({ length: 15_000 }, () => ({
      ...nameRow(),
      addresses: [],
      name: `${year}.example`,
      at: instantOf(Date.UTC(year)) ?? someWireRow.at,
    }))
  const both = joined([
    { answers: of(2001), names: of(2001) },
    { answers: of(2002), names: of(2002) },
  ])
  const ends = (rows: readonly { readonly name: string }[] = []) => [rows.length, rows[0]?.name, rows.at(-1)?.name, rows[10_000]?.name]
  assert.deepEqual(ends(both.answers), [20_000, '2001.example', '2002.example', '2002.example'])
  assert.deepEqual(ends(both.names), [20_000, '2001.example', '2002.example', '2001.example'])
})
