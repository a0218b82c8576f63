import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { redisHead, redisLog } from './redis-log.ts'
import { syslog } from './syslog.ts'

const told = (...lines: string[]) =>
  draftsOf(redisLog, '/var/log/redis/redis-server.log', ...lines).map(d =>
    [d.verb, d.outcome, d.method, d.target, d.address, d.path, d.attack].filter(x => x !== undefined).join(' '),
  )

/** Written by Redis 7.0.15 and 3.2. */
const user =
  "user request from 'id=8 addr=203.0.113.9:48184 laddr=127.0.0.1:16399 fd=7 name=x)x addr=10.9.9.9:1 age=0 idle=0 flags=N db=0 cmd=slaveof user=default redir=-1 resp=2'"
const lines = [
  '4515:M 22 Nov 2026 01:02:59.849 # Server initialized',
  '4515:M 22 Nov 2026 01:03:01.898 * DB saved on disk',
  '4515:S 22 Nov 2026 01:03:01.912 * Connecting to MASTER 192.0.2.77:21000',
  `4515:S 22 Nov 2026 01:03:01.912 * REPLICAOF 192.0.2.77:21000 enabled (${user})`,
  `4515:M 22 Nov 2026 01:03:03.922 * MASTER MODE enabled (${user})`,
  '4515:M 22 Nov 2026 01:03:03.927 # Module /tmp/exp.so failed to load: /tmp/exp.so: cannot open shared object file: No such file or directory',
  "1204:M 07 Feb 11:02:33.107 * Module 'system' loaded from ./red2.so",
  "1204:M 07 Feb 2026 11:02:33.107 * Module 'ReJSON' loaded from /usr/lib/redis/modules/rejson.so",
  '4515:M 22 Nov 2026 01:03:04.946 # Failed opening the temp RDB file temp-4515.rdb (in server root dir /proc/1) for saving: No such file or directory',
  '[881] 22 Nov 01:03:04.946 # Failed opening the RDB file root (in server root dir /var/spool/cron) for saving: Permission denied',
  '4515:M 22 Nov 2026 01:03:04.946 # Error moving temp DB file temp-4515.rdb on the final destination authorized_keys (in server root dir /root/.ssh): Operation not permitted',
  '4515:M 22 Nov 2026 01:03:04.995 # Background saving error',
  '4515:M 22 Nov 2026 01:03:05.000 # Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis. This is likely due to an attacker attempting to use Cross Protocol Scripting to compromise your Redis instance. Connection from 203.0.113.8:48280 aborted.',
  '4515:S 22 Nov 2026 01:03:05.001 # Failed trying to load the MASTER synchronization DB from disk, check server logs.',
  '4515:M 22 Nov 2026 01:03:05.972 # CONFIG REWRITE executed with success.',
  '4515:M 22 Nov 2026 01:03:05.978 # User requested shutdown...',
]

test('what Redis itself writes', () => {
  assert.deepEqual(told(...lines), [
    'unit started',
    'file success save',
    'connected replication 192.0.2.77:21000 192.0.2.77',
    'configured replicaof 192.0.2.77:21000 203.0.113.9',
    'configured replicaof no one 203.0.113.9',
    'exploit failure /tmp/exp.so: cannot open shared object file: No such file or directory /tmp/exp.so redis-module-load',
    'exploit success system ./red2.so redis-module-load',
    'configured success module /usr/lib/redis/modules/rejson.so',
    'error failure No such file or directory /proc/1/temp-4515.rdb',
    'exploit failure Permission denied /var/spool/cron/root redis-config-dir',
    'exploit failure Operation not permitted /root/.ssh/authorized_keys redis-config-dir',
    'error failure Background saving error',
    'alert http-to-redis 203.0.113.8',
    'exploit success Failed trying to load the MASTER synchronization DB from disk, check server logs redis-replica-payload',
    'configured success config rewrite',
    'unit SHUTDOWN',
  ])
})

test('the same by the journal, where Redis has no log of its own', () => {
  const by = (text: string) =>
    draftsOf(syslog, '/var/log/syslog', `Nov 22 01:03:01 web redis-server[881]: ${text}`).map(
      d => `${d.verb} ${d.attack} ${d.path} ${d.address}`,
    )
  assert.deepEqual(by("881:S 22 Nov 2026 01:03:01.898 * Module 'system' loaded from ./exp.so"), [
    'exploit redis-module-load ./exp.so undefined',
  ])
  assert.deepEqual(
    by("881:S 22 Nov 01:03:01.898 * MASTER MODE enabled (user request from 'id=3 addr=203.0.113.9:43304 fd=8 name= age=2')"),
    ['configured undefined undefined 203.0.113.9'],
  )
  assert.deepEqual(by("881:S 22 Nov 01:03:01.898 Module 'system' loaded from ./exp.so"), [])
})

test('times with and without a year, pid', () => {
  assert.deepEqual(redisHead(lines[1]!)?.time, { ms: Date.UTC(2026, 10, 22, 1, 3, 1, 898), zoned: false, grain: 0.001 })
  assert.deepEqual(redisHead(lines[6]!)?.time, { ms: Date.UTC(1972, 1, 7, 11, 2, 33, 107), zoned: false, yearless: true, grain: 0.001 })
  assert.equal(redisHead(lines[9]!)?.pid, 881)
})

test('near misses: ordinary work, and text of clients in a crash report', () => {
  assert.deepEqual(
    told(
      '4515:M 22 Nov 2026 01:03:00.886 * Background saving started by pid 4585',
      '4585:C 22 Nov 2026 01:03:00.891 * Fork CoW for RDB: current 0 MB, peak 0 MB, average 0 MB',
      '4515:M 22 Nov 2026 01:03:00.966 * Background saving terminated with success',
      '4515:M 22 Nov 2026 01:03:03.922 * Discarding previously cached master state.',
      "argv[1]: 'REPLICAOF 192.0.2.77:21000 enabled (user request from 'id=8 addr=10.9.9.9:1 '",
      'DB saved on disk',
      "4515:M 22 Nov 2026 01:03:00.966 # cmd='Module /tmp/exp.so failed to load: x'",
    ),
    [],
  )
})

test('known by its lines', () => {
  assert.ok(redisLog.recognise(lines.join('\n'), 'x') > 0.9)
  assert.equal(redisLog.recognise('2026-11-22 01:03:06.973 UTC [4685] LOG:  starting PostgreSQL\n', 'redis.log'), 0)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...redisLog.needles, ' (in server root dir ', "' loaded from "))
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      pieces => void draftsOf(redisLog, '/x', `4515:M 22 Nov 2026 01:03:01.898 * ${pieces.join('')}`, pieces.join('')),
    ),
  )
})
