import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, noDeeds, single } from '../../../test/service-talk.ts'
import type { Said, Setting } from '../../../test/wire.ts'
import { tds } from './tds.ts'

const found = (said: readonly Said[], setting: Setting = {}) => deedsIn(tds, said, setting)
const wide = (text: string): string => [...text].map(c => `${c}\0`).join('')
const packet = (kind: number, body: string): string =>
  `${String.fromCharCode(kind)}\x01\x00${String.fromCharCode(body.length + 8)}\x00\x00\x01\x00${body}`
const prelogin = packet(0x12, '\x00\x00\x1a\x00\x06\xff')
const batch = (sql: string): string => packet(1, wide(sql))
const login = (() => {
  const fixed = `${'\0'.repeat(36)}${'\x5e\0\0\0'}\x5e\0\x02\0`.padEnd(0x5e, '\0')
  const body = `${fixed}${wide('sa')}`
  return packet(0x10, `${String.fromCharCode(body.length)}\0\0\0${body.slice(4)}`)
})()

test('logins and a command of the system, whole and in single bytes', () => {
  const talk: Said[] = [
    [0, prelogin],
    [1, packet(4, '\x00\x00\x1a')],
    [0, login],
    [1, packet(4, '\xaa\x10\x00\x18\x48\x00\x00')],
  ]
  assert.deepEqual(found(talk), { exploits: [], logins: [['mssql', ['sa'], 1, false]] })
  const inside: Said[] = [
    [0, prelogin],
    [0, login],
    [1, packet(4, '\xad\x24\x00')],
    [0, batch("EXEC xp_cmdshell 'powershell x'")],
  ]
  const exploits = [
    ['mssql-run-cmdshell', undefined],
    ['mssql-xp-cmdshell', undefined],
  ]
  const expected = { exploits, logins: [['mssql', ['sa'], 0, true]] }
  assert.deepEqual(found(inside), expected)
  assert.deepEqual(found([inside[0]!, ...single(inside.slice(1))]), expected)
  assert.equal(found([[0, batch("sp_configure 'xp_cmdshell',1")]], { midstream: true }).exploits.length, 1)
})

test('an order over several packets, also one whose last packet is missing', () => {
  const pieces = wide("exec xp_cmdshell 'powershell x'").match(/.{1,9}/gs)!
  const cut = pieces.map((piece, i): Said => {
    const whole = packet(1, piece)
    return [0, i === pieces.length - 1 ? whole : `${whole[0]}\x00${whole.slice(2)}`]
  })
  const patches = (said: readonly Said[]) => found([[0, prelogin], ...said]).exploits.map(([patch]) => patch)
  assert.deepEqual(patches(cut), ['mssql-run-cmdshell', 'mssql-xp-cmdshell'])
  assert.deepEqual(patches(cut.slice(0, -1)), ['mssql-run-cmdshell'])
})

test('near miss: ordinary batches, TLS inside, other first bytes', () => {
  assert.deepEqual(
    found([
      [0, prelogin],
      [0, batch('select name from sys.tables')],
    ]),
    noDeeds,
  )
  assert.deepEqual(
    found([
      [0, prelogin],
      [0, packet(0x12, '\x16\x03\x01')],
      [0, batch("exec xp_cmdshell 'powershell'")],
    ]),
    noDeeds,
  )
  assert.deepEqual(found([[0, '\x01\x02\x03 some other protocol']]), noDeeds)
})
