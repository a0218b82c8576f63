import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseSystemStat } from './system-stat.ts'

test('sums what tasks own apart from what they do not', () => {
  const text =
    'cpu  100 20 30 1000 5 1 2 3 50 0\ncpu0 50 10 15 500 2 1 1 1 0 0\ncpu1 50 10 15 500 3 0 1 2 50 0\nintr 1 2\nbtime 1700000000\n'
  assert.deepEqual(parseSystemStat(bytesOf(text)), { tasks: 150, other: 6, idle: 1005, cores: 2, bootTime: 1700000000 })
  assert.equal(parseSystemStat(bytesOf('nothing')), undefined)
})

test('any bytes: never throws, and numbers are numbers', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseSystemStat(bytes)))
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 8, maxLength: 10 }), fields => {
      const stat = parseSystemStat(bytesOf(`cpu  ${fields.join(' ')}\n`))
      assert.equal(
        stat && stat.tasks + stat.other + stat.idle,
        fields.slice(0, 8).reduce((a, b) => a + b, 0),
      )
    }),
  )
})
