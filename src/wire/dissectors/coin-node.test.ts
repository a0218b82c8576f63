import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const agent = '/Satoshi:27.0.0/'
const version = `\xf9\xbe\xb4\xd9version\0\0\0\0\0\x66\0\0\0abcd${'\0'.repeat(80)}${String.fromCharCode(agent.length)}${agent}\0\0\0\0\x01`
const levin = `\x01\x21\x01\x01\x01\x01\x01\x01\xe4\0\0\0\0\0\0\0\x01\xe9\x03\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0network_id\x0a\x40\x12\x30\xf1\x71\x61\x04\x41\x61\x17\x31\x00\x82\x16\xa1\xa1\x10`

test('Bitcoin by its version message, at once and byte by byte; Monero by its network', () => {
  for (const said of [[[0, version] as const], [...version].map(c => [0, c] as const)]) {
    const [row] = rowsOfTalk(dissectors, said).coinNodes ?? []
    assert.deepEqual([row?.coin, row?.agent], ['BTC', agent])
  }
  assert.equal(rowsOfTalk(dissectors, [[0, levin]]).coinNodes?.[0]?.coin, 'XMR')
  assert.equal(rowsOfTalk(dissectors, [[1, '\xfb\xc0\xb6\xdbinv\0\0\0\0\0\0\0\0\0\x25\0\0\0abcd']]).coinNodes?.[0]?.coin, 'LTC')
})

test('near miss: other bytes', () => {
  for (const said of [
    '\xf9\xbe\xb4\xd9Version\0\0\0\0\0',
    'RCPT TO:<a@example.org>\r\n',
    '\x01\x21\x01\x01\x01\x01\x02',
    '$version-version-',
  ])
    assert.deepEqual(rowsOfTalk(dissectors, [[0, said]]), {})
})
