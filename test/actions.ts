// Trying an action: there, verified, back byte for byte, and each way twice.
import assert from 'node:assert/strict'
import type { Action, Scene } from '../src/core/action.ts'
import { isGap } from '../src/core/gap.ts'
import type { Recorded } from '../src/core/journal.ts'
import type { Step } from '../src/core/plan.ts'
import { recordedOf } from './control.ts'

/** A host whose whole state can be compared. */
export type Pictured = Scene & { picture(): unknown }

/** Prepares and performs a step, which must succeed. */
export function performed(action: Action, step: Step, scene: Scene): Recorded {
  const undo = action.prepare(step, scene)
  assert.ok(!isGap(undo), isGap(undo) ? `${step.id}: ${undo.source} ${undo.why} ${undo.detail}` : '')
  const go = recordedOf(step, undo)
  assert.equal(action.apply(go, scene), undefined)
  return go
}

/** Fails where a step does not hold after it was done once and twice, or where the host is not exactly what it was after it was taken back once and twice. */
export function assertThereAndBack(action: Action, step: Step, host: Pictured, between: () => void = () => {}): void {
  const before = host.picture()
  assert.ok(isGap(action.verify(step, host)), 'nothing holds before it is done')
  const undo = action.prepare(step, host)
  assert.ok(!isGap(undo), isGap(undo) ? `${undo.source} ${undo.why} ${undo.detail}` : '')
  assert.deepEqual(host.picture(), before, 'preparing changes nothing')
  const go = recordedOf(step, undo)
  assert.equal(action.undo(go, host), undefined, 'an intent that was not performed is taken back')
  assert.deepEqual(host.picture(), before)
  assert.equal(action.apply(go, host), undefined)
  assert.equal(action.verify(step, host), undefined)
  const after = host.picture()
  assert.notDeepEqual(after, before)
  assert.equal(action.apply(go, host), undefined, 'done twice')
  assert.deepEqual(host.picture(), after, 'doing it twice changes nothing more')
  between()
  assert.equal(action.undo(go, host), undefined)
  assert.deepEqual(host.picture(), before, 'taken back to the byte')
  assert.ok(isGap(action.verify(step, host)), 'nothing holds after it was taken back')
  assert.equal(action.undo(go, host), undefined, 'taken back twice')
  assert.deepEqual(host.picture(), before)
}

/** Fails unless the step is refused for this reason, and the host stays as it is. */
export function assertRefused(action: Action, step: Step, host: Pictured, why: string): void {
  const before = host.picture()
  const undo = action.prepare(step, host)
  assert.ok(isGap(undo), 'is refused')
  assert.equal(undo.why, why, undo.detail)
  assert.deepEqual(host.picture(), before)
}
