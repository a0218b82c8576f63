import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { tftp } from './tftp.ts'

const block = (number: number, text: string): string => `\x00\x03\x00${String.fromCharCode(number)}${text}`
const first = `\x7fELF\x02\x01\x01${'\x00'.repeat(505)}`

test('a program in blocks, one of them sent twice; cut off it is not whole', () => {
  const said: Said[] = [
    [0, block(1, first)],
    [1, '\x00\x04\x00\x01'],
    [0, block(1, first)],
    [0, block(2, 'end')],
  ]
  const rows = (talk: readonly Said[]) =>
    rowsOfTalk([tftp], talk, { over: 'udp' }).downloads?.map(({ size, whole, url }) => [size, whole, url])
  assert.deepEqual(rows(said), [[515, true, 'tftp://192.0.2.1']])
  assert.deepEqual(rows(said.slice(0, 2)), [[512, false, 'tftp://192.0.2.1']])
})

test('near miss: a configuration of a telephone, a later block, other protocols', () => {
  for (const text of [block(1, 'ip 192.0.2.1'.padEnd(40)), block(2, first), '\x00\x01\x21\x12\xa4\x42'])
    assert.deepEqual(rowsOfTalk([tftp], [[0, text]], { over: 'udp' }), {})
})
