import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carried, isCarried } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { dissectors } from './index.ts'

const rowOf = (said: readonly Said[]): Stratum | undefined => rowsOfTalk(dissectors, said).stratum?.[0]

test('SOCKS 5 with a name and a password, SOCKS 4, 4a', () => {
  const name = 'pool.example.org'
  const five: Said[] = [
    [0, '\x05\x02\x00\x02'],
    [1, '\x05\x02'],
    [0, '\x01\x04user\x03pwd'],
    [1, '\x01\x00'],
    [0, `\x05\x01\x00\x03\x10${name}\x0d\x05`],
    [1, '\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00'],
  ]
  const four: Said[] = [
    [0, '\x04\x01\x0d\x05\xc6\x33\x64\x01me\x00'],
    [1, '\x00\x5a\x00\x00\x00\x00\x00\x00'],
  ]
  const named: Said[] = [
    [0, `\x04\x01\x0d\x05\x00\x00\x00\x01\x00${name}\x00`],
    [1, '\x00\x5a\x00\x00\x00\x00\x00\x00'],
  ]
  const cases: readonly (readonly [Said[], string, string])[] = [
    [five, `${name}:3333`, 'socks5'],
    [four, '198.51.100.1:3333', 'socks4'],
    [named, `${name}:3333`, 'socks4'],
  ]
  for (const [talk, pool, carrier] of cases) {
    const row = rowOf([...talk, ...carried])
    isCarried(row)
    assert.deepEqual([row?.pool, row?.via], [pool, [`${carrier} ${pool}`]])
  }
})

test('near miss: other bytes 4 and 5, a refusal, a name in the wrong place', () => {
  for (const said of ['\x05\x01', '\x05\x09\x00', '\x04\x02\x0d\x05\xc6\x33\x64\x01me\x00', '\x05hello'])
    assert.deepEqual(rowsOfTalk(dissectors, [[0, said]]), {})
  const refused: Said[] = [
    [0, '\x05\x01\x00'],
    [1, '\x05\x00'],
    [0, '\x05\x01\x00\x01\xc6\x33\x64\x01\x0d\x05'],
    [1, '\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00'],
  ]
  assert.equal(rowOf([...refused, ...carried]), undefined)
})

test('an address of Tor, and Tor’s own port; near miss: another name, another port', () => {
  const onion = `${'abcd2345'.repeat(7)}.onion`
  const ask = (host: string): Said[] => [
    [0, '\x05\x01\x00'],
    [1, '\x05\x00'],
    [0, `\x05\x01\x00\x03${String.fromCharCode(host.length)}${host}\x0d\x05`],
  ]
  const signs = (host: string, serverPort: number) =>
    rowsOfTalk(dissectors, ask(host), { serverPort }).hiddenPeers?.map(({ sign, name }) => [sign, name])
  assert.deepEqual(signs(onion, 1080), [['onion', `${onion}:3333`]])
  assert.deepEqual(signs('pool.example', 9050), [['port', 'pool.example:3333']])
  assert.equal(signs('onion.example', 1080), undefined)
})
