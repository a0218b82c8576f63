import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { selfOf } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import type { Discrepancy } from '../core/host.ts'
import { lyingAnswers } from './lying-answers.ts'

const lies: Discrepancy[] = [
  { source: 'list', path: '/proc', detail: '1 names are left out', hidden: ['4242'] },
  { source: 'stat', path: '/etc/x', detail: 'denied', hidden: [] },
  { source: 'read', path: '/etc/ld.so.preload', detail: 'other content', hidden: [] },
]

test('hit: the hidden process by its id, files by their path', () => {
  const processes = [processOf({ pid: 4242 })]
  const found = [...lyingAnswers.detect(factsOf({ discrepancies: lies, processes }), noIntel, new Set())]
  assert.deepEqual(
    found.map(f => [f.about[0], f.confidence]),
    [
      [processes[0]?.id, 0.95],
      ['file:/etc/x', 0.9],
      ['file:/etc/ld.so.preload', 0.75],
    ],
  )
})

test('near miss: no difference, and a tool that shows another tree on purpose', () => {
  assert.deepEqual([...lyingAnswers.detect(factsOf(), noIntel, new Set())], [])
  const self = [selfOf({ environment: ['LD_PRELOAD=libfakechroot.so'] })]
  assert.deepEqual([...lyingAnswers.detect(factsOf({ discrepancies: lies, self }), noIntel, new Set())], [])
})
