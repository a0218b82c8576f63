import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { hiddenProcess } from './hidden-process.ts'

test('hit: seen by probe and cgroup but not listed', () => {
  const [found] = [
    ...hiddenProcess.detect(factsOf({ processes: [processOf({ pid: 7, seenBy: ['probe', 'cgroup'] })] }), noIntel, new Set()),
  ]
  assert.deepEqual([found?.severity, found?.about[0]], ['high', 'process:7@1000'])
})

test('near miss: listed but not probed, and a view that told nothing', () => {
  const processes = [processOf({ pid: 7, seenBy: ['list'] }), processOf({ pid: 8, seenBy: [] })]
  assert.deepEqual([...hiddenProcess.detect(factsOf({ processes }), noIntel, new Set())], [])
})
