import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { vitalsOf } from '../../test/system.ts'
import type { VitalSigns } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { darkCpu } from './dark-cpu.ts'

const detect = (given: Partial<VitalSigns>) => [...darkCpu.detect(factsOf({ vitals: [vitalsOf(given)] }), noIntel, new Set())]

test('hit: cores that nobody admits to', () => {
  const [found] = detect({ cores: 4, cpuUnexplained: 1.9, cpuBusy: 0.5, windowMs: 800 })
  assert.deepEqual([found?.severity, found?.class], ['high', 'concealment'])
  assert.match(found?.evidence[0].excerpt ?? '', /1\.90 cores unexplained over 800 ms/)
})

test('near miss: nothing measured, the error of sampling, and the same difference on a large machine', () => {
  assert.deepEqual(detect({}), [])
  assert.deepEqual(detect({ cores: 4, cpuUnexplained: 0.3 }), [])
  assert.deepEqual(detect({ cores: 64, cpuUnexplained: 1.2 }), [])
})
