import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { gap, isGap } from '../core/gap.ts'
import { setRestartPolicy } from './set-restart-policy.ts'

const container = 'b05e44aa90c1'
const step = stepOf({ action: 'set-restart-policy', detail: { container, policy: 'always' } })

function host(policies: Map<string, string>) {
  const base = changeableHost({}, [])
  const containers = {
    restartPolicy: (id: string) => policies.get(id) ?? gap(id, 'absent', 'No such container'),
    setRestartPolicy: (id: string, policy: string) => void policies.set(id, policy),
  }
  return { ...base, control: { ...base.control, containers } }
}

test('the policy goes and comes back', () => {
  const policies = new Map([[container, 'always']])
  const scene = host(policies)
  assert.ok(isGap(setRestartPolicy.verify(step, scene)))
  const undo = setRestartPolicy.prepare(step, scene)
  assert.ok(!isGap(undo))
  const go = recordedOf(step, undo)
  assert.equal(setRestartPolicy.apply(go, scene), undefined)
  assert.equal(setRestartPolicy.verify(step, scene), undefined)
  assert.equal(setRestartPolicy.undo(go, scene), undefined)
  assert.equal(policies.get(container), 'always')
})

test('another policy is drift, none or no container is nothing to do, a disk has no daemon', () => {
  const why = (policies: [string, string][]) => {
    const outcome = setRestartPolicy.prepare(step, host(new Map(policies)))
    return isGap(outcome) && outcome.why
  }
  assert.equal(why([[container, 'on-failure']]), 'tampered')
  assert.equal(why([[container, 'no']]), 'absent')
  assert.equal(why([]), 'absent')
  assert.ok(isGap(setRestartPolicy.prepare(step, changeableHost({}))))
})
