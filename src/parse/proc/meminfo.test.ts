import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseMeminfo } from './meminfo.ts'

test('kB become bytes, counts stay', () => {
  const sizes = parseMeminfo(bytesOf('MemTotal:        2048 kB\nHugePages_Total:    1280\nActive(anon):  4 kB\nodd: x\n'))
  assert.deepEqual(
    [...sizes],
    [
      ['MemTotal', 2097152],
      ['HugePages_Total', 1280],
      ['Active(anon)', 4096],
    ],
  )
})

test('any bytes: never throws; every size comes back', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseMeminfo(bytes)))
  fc.assert(fc.property(fc.nat(), n => assert.equal(parseMeminfo(bytesOf(`MemFree: ${n} kB\n`)).get('MemFree'), n * 1024)))
})
