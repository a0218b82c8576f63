import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameRow, someWireRow } from '../../test/wire-rows.ts'
import { Rows } from './rows.ts'

test('too many rows are counted; of answers of the DNS the oldest are let go instead', () => {
  const rows = new Rows()
  for (let i = 0; i < 20_002; i++) rows.add('answers', { ...someWireRow, name: `${i}.example`, addresses: [] }, `${i}`)
  assert.deepEqual([rows.dropped, rows.all().answers?.length, rows.all().answers?.[0]?.name], [0, 20_000, '2.example'])
  for (let i = 0; i < 20_002; i++) rows.add('names', nameRow(), `${i}`)
  assert.equal(rows.dropped, 2)
})
