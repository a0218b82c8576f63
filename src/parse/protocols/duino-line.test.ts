import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duinoLine } from './duino-line.ts'

test('hit: a job, a share, its verdict', () => {
  assert.deepEqual(duinoLine(`${'a'.repeat(40)},${'b'.repeat(40)},500`)?.share, { hashes: 25_000 })
  assert.deepEqual(duinoLine('JOB,alice,MEDIUM,key')?.who, { login: 'alice' })
  assert.deepEqual(duinoLine('12345,2500.12,Official PC Miner 4.0,rig1,,77')?.who, { agent: 'Official PC Miner 4.0', worker: 'rig1' })
  assert.deepEqual([duinoLine('GOOD')?.answer, duinoLine('BAD,late')?.answer], ['yes', 'no'])
})

test('near miss: other lines with commas', () => {
  for (const line of ['', 'JOBS,1', `${'a'.repeat(40)},${'b'.repeat(40)}`, '1,2', 'GOODBYE', `${'a'.repeat(40)} ${'b'.repeat(40)} 5`])
    assert.equal(duinoLine(line), undefined, line)
})
