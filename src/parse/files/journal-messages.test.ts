import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { journalBytes } from '../../../test/journal.ts'
import { bytesOf, concat } from '../../core/bytes.ts'
import { entryLength, journalMessages, journalTail, realtimeOf } from './journal-messages.ts'

test('messages with their times, in the compact format and in the older one', () => {
  for (const compact of [true, false]) {
    const file = journalBytes(
      [
        { text: 'Accepted password for a', at: 1_700_000_000_123 },
        { text: 'Other', at: 1 },
      ],
      compact,
    )
    const header = journalTail(file)
    assert.equal(header?.compact, compact)
    const [message, ...more] = journalMessages(file, 'Accepted ', compact)
    assert.deepEqual(more, [])
    assert.equal(message?.text, 'Accepted password for a')
    assert.equal(realtimeOf(file.subarray(message.entryAt, message.entryAt + entryLength)), 1_700_000_000_123)
  }
})

test('the words alone, compressed data and a piece that begins amid an object are none', () => {
  assert.deepEqual(journalMessages(bytesOf(`${'x'.repeat(100)}MESSAGE=Accepted password`), 'Accepted ', true), [])
  const file = journalBytes([{ text: 'Accepted password for a', at: 5 }], true)
  const cut = file.subarray(file.length - 30)
  assert.deepEqual(journalMessages(cut, 'Accepted ', true), [])
})

test('property: any bytes around the words, no throw', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  fc.assert(
    fc.property(bytes, bytes, fc.boolean(), (a, b, compact) => {
      for (const { text } of journalMessages(concat([a, bytesOf('MESSAGE=Accepted '), b]), 'Accepted ', compact))
        assert.ok(text.startsWith('Accepted '))
      journalTail(a)
      realtimeOf(a)
    }),
  )
})
