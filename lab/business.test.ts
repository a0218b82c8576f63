import assert from 'node:assert/strict'
import { test } from 'node:test'
import { losses, type Trade } from './business.ts'

const fine: Trade = { requests: { begun: 9, lost: 0, longest: 1 }, transactions: { begun: 9, lost: 0, longest: 1 }, missing: 0 }

test('only what was lost is told', () => {
  assert.deepEqual(losses(fine), [])
  assert.equal(losses({ ...fine, requests: { ...fine.requests, lost: 1, first: 'ECONNREFUSED' } }).length, 1)
  assert.equal(losses({ ...fine, transactions: { ...fine.transactions, lost: 2 }, missing: 1 }).length, 2)
})
