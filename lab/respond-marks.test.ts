import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResponseMarks } from './respond.ts'
import { responseLine, responseTotal } from './respond-marks.ts'

const good: ResponseMarks = {
  name: 'pair',
  planted: 2,
  residue: [],
  respawned: [],
  collateral: [],
  rounds: 1,
  exit: 0,
  undo: { exit: 0, differs: [] },
  frozenMs: 30,
  deadMs: 400,
}
const left = { thing: { kind: 'file', path: '/tmp/x', note: 'its program' }, why: 'is there' } as const

test('the bar is passed only when nothing is left, back, broken, lost in undo, or failed', () => {
  assert.ok(responseTotal([good]).passed)
  assert.ok(!responseTotal([]).passed)
  const bad: readonly Partial<ResponseMarks>[] = [
    { residue: [left] },
    { respawned: [left] },
    { collateral: ['own service'] },
    { undo: { exit: 0, differs: ['/etc: mtimeNs'] } },
    { failed: 'no host' },
  ]
  for (const change of bad) assert.ok(!responseTotal([good, { ...good, ...change }]).passed, JSON.stringify(change))
})

test('a host called done with something left is counted, and told by name', () => {
  const marks = { ...good, residue: [left] }
  assert.match(responseTotal([marks]).text, /1\/2 artefacts left, .* 1 called done wrongly/)
  assert.match(responseLine(marks), /left: file \/tmp\/x is there {2}\(its program\)/)
  assert.match(responseTotal([{ ...marks, exit: 1 }]).text, / 0 called done wrongly/)
})
