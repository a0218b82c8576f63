import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, noDeeds } from '../../../test/service-talk.ts'
import type { Said, Setting } from '../../../test/wire.ts'
import { mysql } from './mysql.ts'

const found = (said: readonly Said[], setting: Setting = {}) => deedsIn(mysql, said, setting)

const my = (number: number, body: string): string =>
  `${String.fromCharCode(body.length & 255, body.length >> 8)}\x00${String.fromCharCode(number)}${body}`
const greeting = my(0, `\x0a8.0.36\x00${'g'.repeat(60)}`)
const hello = my(1, `\x85\xa6\x03\x00${'\x00'.repeat(28)}root\x00\x00`)

test('MySQL: a library written and loaded, its outcome; refused logins', () => {
  const talk: Said[] = [
    [1, greeting],
    [0, hello],
    [1, my(2, '\x00\x00\x00\x02\x00\x00\x00')],
    [0, my(0, `\x03SELECT 0x7f454c46${'00'.repeat(20_000)} INTO/**/DUMPFILE '/usr/lib/mysql/plugin/u.so'`)],
    [1, my(1, '\xff\x22\x05#HY000no')],
    [0, my(0, "\x03CREATE FUNCTION sys_eval RETURNS string SONAME 'u.so'")],
    [1, my(1, '\x00\x00\x00\x02\x00\x00\x00')],
  ]
  const expected = {
    exploits: [
      ['mysql-dumpfile-code', false],
      ['mysql-udf-shell', true],
      ['mysql-udf-soname', true],
    ],
    logins: [['mysql', ['root'], 0, true]],
  }
  assert.deepEqual(found(talk), expected)
  assert.deepEqual(
    found([
      [1, greeting],
      [0, hello],
      [1, my(2, '\xff\x15\x04#28000Access denied')],
    ]).logins,
    [['mysql', ['root'], 1, false]],
  )
})

test('near miss: MySQL’s ordinary queries, an encrypted one', () => {
  const start: Said[] = [
    [1, greeting],
    [0, hello],
    [1, my(2, '\x00\x00\x00')],
  ]
  assert.deepEqual(found([...start, [0, my(0, "\x03SELECT 'into dumpfile' FROM help")]]).exploits, [])
  assert.deepEqual(
    found([
      [1, greeting],
      [0, my(1, `\x85\xae\x03\x00${'\x00'.repeat(28)}`)],
      [0, '\x16\x03\x01'],
    ]),
    noDeeds,
  )
})
