// How well tracing does on labelled incidents that it was not made on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEntryModel } from '../../src/intel/entry-model.ts'
import { loadPatches } from '../../src/intel/load.ts'
import { labelledIncident } from './make.ts'
import { scoreOf } from './score.ts'

/** Weights were set with seeds 1 to 3. */
const heldOut = 7001

test('on incidents of a seed that no weight was set by', context => {
  const score = scoreOf(heldOut, 96, loadEntryModel().model, loadPatches())
  context.diagnostic(
    `top-1 ${score.top1.toFixed(3)}, top-3 ${score.top3.toFixed(3)}, Brier ${score.brier.toFixed(3)}, ECE ${score.ece.toFixed(3)}`,
  )
  for (const line of score.wrong) context.diagnostic(line)
  assert.equal(score.confidentWrong, 0)
  assert.ok(score.top1 >= 0.85, `top-1 ${score.top1}`)
  assert.ok(score.top3 >= 0.97, `top-3 ${score.top3}`)
  assert.ok(score.brier <= 0.15, `Brier ${score.brier}`)
  // It may be less sure than it is right, for made-up hosts are simpler than real ones; hardly ever surer.
  assert.ok(score.ece <= 0.1, `ECE ${score.ece}`)
  assert.ok(score.overconfidence <= 0.03, `overconfidence ${score.overconfidence}`)
})

test('the same seed gives the same incident', () => {
  const [a, b] = [labelledIncident(5, 5), labelledIncident(5, 5)]
  assert.deepEqual(a.scene.incident(), b.scene.incident())
  assert.deepEqual(a.truths, b.truths)
})
