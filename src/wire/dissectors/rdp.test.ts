import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { rdp } from './rdp.ts'

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
