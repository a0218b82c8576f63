import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseDiskstats } from './diskstats.ts'

test('sectors become bytes', () => {
  const text = ' 254       0 vda 18291 5161 1213506 5000 20291 9161 513506 9000 0 8000 14000 0 0 0 0 10 20\n   7 0 loop0 0 0 x\n'
  assert.deepEqual(parseDiskstats(bytesOf(text)), [{ name: 'vda', readBytes: 1213506 * 512, writtenBytes: 513506 * 512 }])
})

test('any bytes: never throws; counts come back', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseDiskstats(bytes)))
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (read, written) => {
      const [disk] = parseDiskstats(bytesOf(`8 0 sda 1 2 ${read} 4 5 6 ${written} 8 9 10 11\n`))
      assert.deepEqual([disk?.readBytes, disk?.writtenBytes], [read * 512, written * 512])
    }),
  )
})
