import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseCpuTicks } from './cpu-ticks.ts'

test('whatever the name holds, the times come back', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat()), (name, t) => {
      const [ppid, u, s, cu, cs, start] = t
      const line = `7 (${name}) S ${ppid} 7 7 0 -1 4194560 1 2 3 4 ${u} ${s} ${cu} ${cs} 20 0 1 0 ${start} 1000 200 18446744073709551615\n`
      assert.deepEqual(parseCpuTicks(bytesOf(line)), { ppid, own: u + s, children: cu + cs, startTicks: start })
    }),
  )
})

test('any bytes: never throws; a short line is none', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseCpuTicks(bytes)))
  assert.equal(parseCpuTicks(bytesOf('7 (x) S 1 2')), undefined)
})
