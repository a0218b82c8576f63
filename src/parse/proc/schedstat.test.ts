import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseSchedstat } from './schedstat.ts'

test('reads both times', () => {
  assert.deepEqual(parseSchedstat(bytesOf('178726802 122047526 3310\n')), { ran: 178726802, waited: 122047526 })
})

test('any bytes never throw; what is no such line is none', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => void parseSchedstat(bytes)))
  for (const text of ['', '1 2', '-1 2 3', `${textOf(bytesOf('x'))} 1 1`]) assert.equal(parseSchedstat(bytesOf(text)), undefined)
})
