import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { journalBytes } from '../../../test/journal.ts'
import { Journal } from './journal.ts'
import { dataOf, newestWith } from './lookup.ts'

const programs = ['sshd', 'cron', 'app']
const files = [true, false].map(compact =>
  journalBytes(
    Array.from({ length: 9 }, (_, i) => ({
      at: 1000 + i,
      fields: { SYSLOG_IDENTIFIER: programs[i % 3]!, MESSAGE: `message ${i}`, _UID: '0' },
    })),
    { compact },
  ),
)
const open = (file: Uint8Array) => Journal.open((offset, length) => file.subarray(offset, offset + length), file.length, ['MESSAGE'])!

test('the newest entries of some programs, in order', () => {
  for (const file of files) {
    const journal = open(file)
    const found = newestWith(journal, 'SYSLOG_IDENTIFIER', name => name !== 'app', 4)
    assert.deepEqual(
      found.map(entry => journal.fields(entry).get('MESSAGE')),
      ['message 3', 'message 4', 'message 6', 'message 7'],
    )
    assert.equal(newestWith(journal, 'SYSLOG_IDENTIFIER', () => true, 1).length, 1)
    assert.deepEqual(
      newestWith(journal, 'NONE', () => true, 9),
      [],
    )
  }
})

test('chains that lead in circles end', () => {
  const file = files[0]!.slice()
  const journal = open(file)
  const [first, second] = [...dataOf(journal, 'SYSLOG_IDENTIFIER', () => true)] as [number, number]
  const view = new DataView(file.buffer)
  for (const place of [32, 48]) {
    view.setBigUint64(second + place, BigInt(first), true)
    view.setBigUint64(first + place, BigInt(second), true)
  }
  assert.ok(newestWith(open(file), 'SYSLOG_IDENTIFIER', () => true, 100).length <= 9)
})

test('property: any bytes changed, and every chain ends', () => {
  const change = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }))
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 20 }), (file, changes) => {
      const broken = file.slice()
      for (const [at, bytes] of changes) broken.set(bytes, 100 + (at % (file.length - 108)))
      for (const entry of newestWith(open(broken), 'SYSLOG_IDENTIFIER', () => true, 50)) assert.ok(entry.seqnum > 0)
    }),
  )
})
