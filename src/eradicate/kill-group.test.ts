import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { liveScene, withSleeper } from '../../test/live-scene.ts'
import { isGap } from '../core/gap.ts'
import { killGroup } from './kill-group.ts'

const scene = liveScene()
const skip = scene === undefined && 'needs root'
const stepFor = ({ pid, startTicks, exe }: { pid: number; startTicks: number; exe: string }, group: string) =>
  stepOf({ action: 'kill-group', stage: 'kill', reversible: false, detail: { group, pids: [pid], startTicks: [startTicks], exes: [exe] } })

test('a frozen group ends at once, and what ended does not come back', { skip }, async () => {
  await withSleeper(scene!, detail => {
    const group = `test-kill-group-${process.pid}`
    const step = stepFor(detail, group)
    assert.ok(isGap(killGroup.verify(step, scene!)))
    const frozen = scene!.control.processes?.freeze(group, [detail])
    assert.ok(frozen !== undefined && !isGap(frozen), JSON.stringify(frozen))
    const undo = killGroup.prepare(step, scene!)
    assert.ok(!isGap(undo))
    const go = recordedOf(step, undo)
    assert.equal(killGroup.undo(go, scene!), undefined, 'nothing is lost yet')
    assert.equal(killGroup.apply(go, scene!), undefined)
    assert.equal(killGroup.verify(step, scene!), undefined)
    assert.equal(killGroup.apply(go, scene!), undefined, 'a second time changes nothing')
    assert.ok(isGap(killGroup.undo(go, scene!)))
  })
})

test('who runs another program by now is not ended', { skip }, async () => {
  await withSleeper(scene!, detail => {
    const outcome = killGroup.prepare(stepFor({ ...detail, exe: '1:1' }, 'test-kill-group-other'), scene!)
    assert.equal(isGap(outcome) && outcome.why, 'tampered')
  })
})

test('on a disk nothing runs, and a plan that names nobody is none', () => {
  assert.ok(isGap(killGroup.prepare(stepFor({ pid: 5, startTicks: 1, exe: '' }, 'g'), changeableHost({}))))
  assert.ok(isGap(killGroup.prepare(stepOf({ action: 'kill-group', detail: {} }), changeableHost({}, []))))
})
