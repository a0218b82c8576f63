import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { kernelThreadFlag, parseProcStat } from './stat.ts'

const line = (name: string, pid = 42) =>
  bytesOf(`${pid} (${name}) S 1 42 42 0 -1 4194560 100 0 0 0 7 5 0 0 20 -5 3 0 8841203 12345678 300 18446744073709551615 1 1\n`)

test('reads the fields behind a hostile comm', () => {
  assert.deepEqual(parseProcStat(line(') R 1 (\n) x')), {
    pid: 42,
    name: ') R 1 (\n) x',
    state: 'S',
    ppid: 1,
    flags: 4194560,
    userTicks: 7,
    systemTicks: 5,
    nice: -5,
    threads: 3,
    startTicks: 8841203,
    virtualBytes: 12345678,
    residentPages: 300,
  })
  assert.equal(4194560 & kernelThreadFlag, 0)
})

test('any comm comes back; any bytes never throw; a cut line is none', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 15 }), comm => assert.equal(parseProcStat(line(textOf(comm)))?.name, textOf(comm))))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseProcStat(bytes)))
  assert.equal(parseProcStat(line('x').subarray(0, 40)), undefined)
})
