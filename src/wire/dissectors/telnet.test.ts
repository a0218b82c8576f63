import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { telnet } from './telnet.ts'

const found = (said: readonly Said[]) => deedsIn(telnet, said).logins
const start: Said[] = [
  [1, '\xff\xfd\x18\xff\xfb\x01'],
  [0, '\xff\xfb\x18\xff\xfa\x18\x00xterm\xff\xf0'],
  [1, 'host login: '],
]

test('refused, and let in', () => {
  const guess: Said[] = [
    [0, 'root\r\n'],
    [1, 'root\r\nPassword: '],
    [0, 'x\r\n'],
    [1, '\r\nLogin incorrect\r\nhost login: '],
  ]
  const enter: Said[] = [
    [0, 'admin\r\n'],
    [1, 'Password: '],
    [0, 'y\r\n'],
    [1, '\r\nBusyBox v1.2\r\n# '],
  ]
  const expected = [['telnet', ['root', 'admin'], 2, true]]
  assert.deepEqual(found([...start, ...guess, ...guess, ...enter]), expected)
  assert.deepEqual(found([...start.slice(0, 1), ...single([...start.slice(1), ...guess, ...guess, ...enter])]), expected)
})

test('near miss: no login, other bytes', () => {
  assert.deepEqual(found([...start, [1, 'Welcome $ ']]), [])
  assert.deepEqual(found([[1, '\xff\xd8\xff\xe0 a picture login: ']]), [])
})
