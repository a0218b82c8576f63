import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstColumn, messagesIn } from './postgres.ts'

const ready = Buffer.from('Z\0\0\0\x05I')
const row = Buffer.from('D\0\0\0\x0d\0\x01\0\0\0\x0342x')

test('messages are taken whole, whatever the pieces in which they come', () => {
  const stream = Buffer.concat([row, ready])
  for (let cut = 0; cut <= stream.length; cut++) {
    const first = messagesIn(stream.subarray(0, cut))
    const { messages, rest } = messagesIn(Buffer.concat([first.rest, stream.subarray(cut)]))
    assert.deepEqual(
      [...first.messages, ...messages].map(({ type }) => type),
      ['D', 'Z'],
    )
    assert.equal(rest.length, 0)
  }
})

test('a row gives its first column', () => {
  assert.equal(firstColumn(messagesIn(row).messages[0]?.body ?? Buffer.alloc(0)), '42x')
})
