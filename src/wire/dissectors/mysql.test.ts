import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { helloRecord } from '../../../test/client-hello.ts'
import { packed } from '../../../test/packets.ts'
import { deedsIn, noDeeds } from '../../../test/service-talk.ts'
import { rowsOfTalk, type Said, type Setting } from '../../../test/wire.ts'
import { MysqlPacked } from '../mysql-packed.ts'
import { mysql } from './mysql.ts'
import { tls } from './tls.ts'

const found = (said: readonly Said[], setting: Setting = {}) => deedsIn(mysql, said, setting)

const my = (number: number, body: string): string =>
  `${String.fromCharCode(body.length & 255, body.length >> 8)}\x00${String.fromCharCode(number)}${body}`
const greeting = my(0, `\x0a8.0.36\x00${'g'.repeat(60)}`)
const hello = my(1, `\x85\xa6\x03\x00${'\x00'.repeat(28)}root\x00\x00`)

test('from the client’s side only; near miss: other bytes where nothing is to be', () => {
  const order: Said = [0, my(0, "\x03CREATE FUNCTION sys_eval RETURNS string SONAME 'u.so'")]
  assert.equal(found([[0, hello], order]).exploits.length, 2)
  assert.deepEqual(found([[0, hello.replace('\x00root', 'xroot')], order]), noDeeds)
})

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

const le24 = (n: number): number[] => [n & 255, (n >> 8) & 255, n >> 16]
const latin = (text: string): Uint8Array => packed(text)
const wrap = (body: Uint8Array, size: number): Uint8Array => packed(le24(body.length), [0], le24(size), body)
const packings = {
  zlib: { flags: '\xa5\xa6\x03\x00', pack: (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)) },
  zstd: { flags: '\x85\xa6\x03\x04', pack: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes)) },
}

for (const [name, { flags, pack }] of Object.entries(packings))
  test(`MySQL: the compressed protocol (${name}): short packets as they are, long ones packed, an order over two packets`, () => {
    const drop = latin(my(0, `\x03SELECT 0x7f454c46${'00'.repeat(3000)} INTO DUMPFILE '/usr/lib/mysql/plugin/u.so'`))
    const [first, second] = [drop.subarray(0, 100), drop.subarray(100)]
    const load = latin(my(0, "\x03CREATE FUNCTION sys_eval RETURNS string SONAME 'u.so'"))
    const talk: Said[] = [
      [1, greeting],
      [0, my(1, `${flags}${'\x00'.repeat(28)}root\x00\x00`)],
      [1, my(2, '\x00\x00\x00\x02\x00\x00\x00')],
      [0, wrap(latin(my(0, '\x03SELECT 1')), 0)],
      [1, wrap(pack(latin(my(1, 'x'.repeat(5000)))), 5004)],
      [0, packed(wrap(pack(first), first.length), wrap(pack(second), second.length))],
      [1, wrap(latin(my(1, '\xff\x22\x05#HY000no')), 0)],
      [0, wrap(pack(load), load.length)],
      [1, wrap(latin(my(1, '\x00\x00\x00\x02\x00\x00\x00')), 0)],
    ]
    const exploits = [
      ['mysql-dumpfile-code', false],
      ['mysql-udf-shell', true],
      ['mysql-udf-soname', true],
    ]
    assert.deepEqual(found(talk).exploits, exploits)
    const bytewise = talk.flatMap(([from, what]) => [...packed(what as string)].map((b): Said => [from, Uint8Array.of(b)]))
    assert.deepEqual(found([talk[0]!, ...bytewise.slice(greeting.length)]).exploits, exploits)
  })

test('MySQL: TLS that was agreed on is read as TLS', () => {
  const asked = my(1, `\x85\xae\x03\x00${'\x00'.repeat(28)}`)
  const { names: [row] = [] } = rowsOfTalk(
    [mysql, tls],
    [
      [1, greeting],
      [0, asked],
      [0, helloRecord('eu.pool.example')],
    ],
  )
  assert.deepEqual([row?.name, row?.via], ['eu.pool.example', ['mysql']])
})

test('near miss: a bomb and junk in packed messages: bounded, never an error', () => {
  const bomb = wrap(new Uint8Array(deflateSync(new Uint8Array(8 << 20))), 8 << 20)
  let most = 0
  const each = (plain: Uint8Array): boolean => {
    most = Math.max(most, plain.length)
    return true
  }
  assert.ok(new MysqlPacked('zlib').push(bomb, 0, bomb.length, each))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 60_000 }), fc.boolean(), (junk, size, isZstd) => {
      const bytes = wrap(junk, size)
      new MysqlPacked(isZstd ? 'zstd' : 'zlib').push(bytes, 0, bytes.length, each)
    }),
  )
  assert.ok(most <= 1 << 20)
})
