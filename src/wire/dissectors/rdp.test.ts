import assert from 'node:assert/strict'
import { test } from 'node:test'
import { helloRecord } from '../../../test/client-hello.ts'
import { deedsIn } from '../../../test/service-talk.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { rdp } from './rdp.ts'
import { tls } from './tls.ts'

const found = (said: readonly Said[]) => deedsIn(rdp, said).logins
const request = (() => {
  const rest = '\xe0\0\0\0\0\0Cookie: mstshash=admin\r\n\x01\0\x08\0\x03\0\0\0'
  return `\x03\0\0${String.fromCharCode(rest.length + 5)}${String.fromCharCode(rest.length)}${rest}`
})()

test('a session that ends after the handshake, and one with a desktop', () => {
  assert.deepEqual(
    found([
      [0, request],
      [1, 'x'.repeat(2000)],
      [0, 'y'],
    ]),
    [['rdp', ['admin'], 1, false]],
  )
  assert.deepEqual(
    found([
      [0, request],
      [1, 'x'.repeat(70_000)],
    ]),
    [['rdp', ['admin'], 0, true]],
  )
})

test('near miss: a scan that asks only, a session of unknown end, other TPKT', () => {
  assert.deepEqual(
    found([
      [0, request],
      [1, 'x'.repeat(19)],
    ]),
    [],
  )
  assert.deepEqual(
    found([
      [0, request],
      [1, 'x'.repeat(30_000)],
    ]),
    [],
  )
  assert.deepEqual(
    found([
      [0, `${request}x`],
      [1, 'x'.repeat(2000)],
    ]),
    [],
  )
})

test('TLS that the server chose is read as TLS; near miss: the old protection', () => {
  const confirm = (chosen: number): Said => [1, `\x03\0\0\x13\x0e\xd0\0\0\x12\x34\0\x02\x1f\x08\0${String.fromCharCode(chosen)}\0\0\0`]
  const names = (chosen: number) => rowsOfTalk([rdp, tls], [[0, request], confirm(chosen), [0, helloRecord('eu.pool.example')]]).names
  assert.deepEqual(
    names(2)?.map(({ name, via }) => [name, via]),
    [['eu.pool.example', ['rdp']]],
  )
  assert.equal(names(0), undefined)
})
