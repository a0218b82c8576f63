import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { vnc } from './vnc.ts'

const talk = (version: string, offer: string, choice: string, result: string): Said[] => [
  [1, version],
  [0, version],
  ...(offer === '' ? [] : ([[1, offer]] as Said[])),
  ...(choice === '' ? [] : ([[0, choice]] as Said[])),
  [1, '0123456789abcdef'],
  [0, 'fedcba9876543210'],
  [1, result],
]
const logins = (said: readonly Said[]) => deedsIn(vnc, said).logins

test('refused and accepted, with and without a choice, cut anywhere', () => {
  const refused = talk('RFB 003.008\n', '\x01\x02', '\x02', '\0\0\0\x01\0\0\0\x03bad')
  assert.deepEqual(logins(refused), [['vnc', [], 1, false]])
  assert.deepEqual(logins([...single(refused)]), [['vnc', [], 1, false]])
  assert.deepEqual(logins(talk('RFB 003.003\n', '\0\0\0\x02', '', '\0\0\0\0')), [['vnc', [], 0, true]])
})

test('near miss: no password asked for, other ways to log in, other words', () => {
  assert.deepEqual(logins(talk('RFB 003.008\n', '\x01\x01', '\x01', '\0\0\0\0')), [])
  assert.deepEqual(logins([[1, 'RFB is a word here.']]), [])
})
