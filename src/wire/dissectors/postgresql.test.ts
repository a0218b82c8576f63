import assert from 'node:assert/strict'
import { test } from 'node:test'
import { helloRecord } from '../../../test/client-hello.ts'
import { deedsIn, noDeeds, single } from '../../../test/service-talk.ts'
import { rowsOfTalk, type Said, type Setting } from '../../../test/wire.ts'
import { postgresql } from './postgresql.ts'
import { tls } from './tls.ts'

const found = (said: readonly Said[], setting: Setting = {}) => deedsIn(postgresql, said, setting)

const u32 = (n: number): string => String.fromCharCode(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255)
const pg = (letter: string, body: string): string => `${letter}${u32(body.length + 4)}${body}`
const startup = (() => {
  const body = '\x00\x03\x00\x00user\x00postgres\x00database\x00shop\x00\x00'
  return u32(body.length + 4) + body
})()
const copies = pg('Q', "DROP TABLE IF EXISTS a;COPY/**/a FROM\nPROGRAM 'echo Y3VybCA= | base64 -d | bash'\x00")

test('PostgreSQL: COPY … PROGRAM with its outcome, plain and prepared, after TLS was declined', () => {
  const talk: Said[] = [
    [0, u32(8) + u32(80_877_103)],
    [1, 'N'],
    [0, startup],
    [1, pg('R', u32(0)) + pg('Z', 'I')],
    [0, copies],
    [1, pg('C', 'COPY 1\x00') + pg('Z', 'I')],
  ]
  const exploits = [
    ['postgresql-copy-program', true],
    ['postgresql-copy-program-shell', true],
  ]
  assert.deepEqual(found(talk), { exploits, logins: [['postgresql', ['postgres'], 0, true]] })
  assert.deepEqual(found(single(talk)).exploits, exploits)
  const parsed: Said[] = [
    [0, startup],
    [1, pg('R', u32(0))],
    [0, pg('P', "s1\x00COPY a TO PROGRAM 'id'\x00\x00\x00")],
    [1, pg('E', 'SERROR\x00C42501\x00')],
  ]
  assert.deepEqual(found(parsed).exploits, [['postgresql-copy-program', false]])
  assert.equal(found([[0, copies]], { midstream: true }).exploits.length, 2)
})

test('PostgreSQL: refused; near miss: COPY FROM STDIN, encrypted', () => {
  assert.deepEqual(
    found([
      [0, startup],
      [1, pg('R', u32(3))],
      [0, pg('p', 'x\x00')],
      [1, pg('E', 'SFATAL\x00C28P01\x00Mno\x00\x00')],
    ]).logins,
    [['postgresql', ['postgres'], 1, false]],
  )
  const said: Said[] = [
    [0, startup],
    [1, pg('R', u32(0))],
    [0, pg('Q', 'COPY t FROM STDIN\x00')],
    [0, pg('d', "from program 'curl'")],
  ]
  assert.deepEqual(found(said).exploits, [])
  assert.deepEqual(
    found([
      [0, u32(8) + u32(80_877_103)],
      [1, 'S'],
      [0, copies],
    ]),
    noDeeds,
  )
})

test('PostgreSQL: TLS that was agreed on is read as TLS; what Kerberos seals is a gap', () => {
  const asked: Said = [0, u32(8) + u32(80_877_103)]
  const { names: [row] = [] } = rowsOfTalk([postgresql, tls], [asked, [1, 'S'], [0, helloRecord('eu.pool.example')]])
  assert.deepEqual([row?.name, row?.via], ['eu.pool.example', ['postgresql']])
  const gaps: string[] = []
  const sealed: Said[] = [
    [0, u32(8) + u32(80_877_104)],
    [1, 'G'],
    [0, 'xyz'],
  ]
  assert.deepEqual(found(sealed, { gap: (why, detail) => void gaps.push(`${why} ${detail}`) }), noDeeds)
  assert.deepEqual(gaps, ['unsupported encrypted'])
})
