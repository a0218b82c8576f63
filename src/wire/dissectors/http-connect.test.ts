import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carried, isCarried } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { dissectors } from './index.ts'

const rowOf = (said: readonly Said[]): Stratum | undefined => rowsOfTalk(dissectors, said).stratum?.[0]

test('HTTP CONNECT, after a refusal for lack of a password', () => {
  const ask: Said = [0, 'CONNECT pool.example.org:443 HTTP/1.1\r\nHost: pool.example.org:443\r\n\r\n']
  const refused: Said = [1, 'HTTP/1.1 407 Who are you\r\nContent-Length: 4\r\n\r\nwho?']
  const row = rowOf([ask, refused, ask, [1, 'HTTP/1.1 200 Connection established\r\n\r\n'], ...carried])
  isCarried(row)
  assert.equal(row?.pool, 'pool.example.org:443')
})

test('near miss: a refusal for good, and what only begins alike', () => {
  const ask: Said = [0, 'CONNECT pool.example.org:443 HTTP/1.1\r\n\r\n']
  assert.equal(rowOf([ask, [1, 'HTTP/1.1 403 No\r\n\r\n'], ...carried]), undefined)
  assert.equal(rowOf([[0, 'CONNECT to me\r\n\r\n'], ...carried]), undefined)
})

test('an address of Tor is told', () => {
  const rows = rowsOfTalk(dissectors, [[0, 'CONNECT expyuzz4wqqyqhjn.onion:80 HTTP/1.1\r\n\r\n']])
  assert.deepEqual(rows.hiddenPeers?.[0]?.name, 'expyuzz4wqqyqhjn.onion:80')
})
