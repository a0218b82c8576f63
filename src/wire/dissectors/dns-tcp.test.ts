import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, ask } from '../../../test/dns-message.ts'
import { be16, packed } from '../../../test/packets.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dnsTcp } from './dns-tcp.ts'

const framed = (message: Uint8Array): Uint8Array => packed(be16(message.length), message)
const question = framed(ask('eu.pool.example'))
const reply = framed(answer('eu.pool.example', 1, [[1, [198, 51, 100, 9]]]))
const rows = (said: readonly Said[]) => rowsOfTalk([dnsTcp], said, { serverPort: 53 }).names?.map(({ addresses }) => addresses)

test('messages whole, many in one segment, and byte by byte', () => {
  const expected = [[], ['198.51.100.9']]
  assert.deepEqual(
    rows([
      [0, question],
      [1, reply],
    ]),
    expected,
  )
  assert.deepEqual(
    rows([
      [0, packed(question, question)],
      [1, packed(reply, reply)],
    ]),
    expected,
  )
  const bytewise = (from: 0 | 1, bytes: Uint8Array): readonly Said[] => [...bytes].map(byte => [from, Uint8Array.of(byte)] as const)
  assert.deepEqual(rows([...bytewise(0, question), ...bytewise(1, reply)]), expected)
})

test('near miss: another protocol on the port, and nothing more after a loss', () => {
  assert.equal(rows([[0, 'GET / HTTP/1.1\r\nHost: eu.pool.example\r\n\r\n']]), undefined)
  assert.deepEqual(
    rows([
      [0, question],
      [1, 10],
      [1, reply],
    ]),
    [[]],
  )
})
