import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseProcStatus } from './status.ts'

const text =
  'Name:\ta\\nTgid:\t1\nTgid:\t42\nPid:\t42\nUid:\t1000\t0\t0\t0\nVmSize:\t    3060 kB\nVmRSS:\t    1740 kB\nCapEff:\t000001fffeffffff\nHugetlbPages:\t 2048 kB\nTgid:\t9\n'

test('reads ids, sizes in bytes and capabilities', () => {
  assert.deepEqual(parseProcStatus(bytesOf(text)), {
    tgid: 42,
    uid: 1000,
    euid: 0,
    capabilities: '000001fffeffffff',
    virtualBytes: 3060 * 1024,
    residentBytes: 1740 * 1024,
    hugetlbBytes: 2048 * 1024,
  })
})

test('a kernel thread has no sizes; no Tgid is no status; any bytes never throw', () => {
  assert.equal(parseProcStatus(bytesOf('Name:\tkworker\nTgid:\t9\nUid:\t0\t0\t0\t0\n'))?.virtualBytes, 0)
  assert.equal(parseProcStatus(bytesOf(textOf(bytesOf('Name:\tx\n')))), undefined)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseProcStatus(bytes)))
})
