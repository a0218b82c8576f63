import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, stepOf } from '../../test/control.ts'
import { liveScene, withSleeper } from '../../test/live-scene.ts'
import { isGap } from '../core/gap.ts'
import { freezeProcesses } from './freeze-processes.ts'

const one = { pid: 10, startTicks: 100, exe: '0:1:7', group: '/user.slice' }
const two = { pid: 11, startTicks: 101, exe: '0:1:8', group: '/system.slice/web.service' }
const step = stepOf({
  action: 'freeze-processes',
  stage: 'contain',
  detail: { group: 'davylamp-i1', pids: [10, 11], startTicks: [100, 101], exes: ['0:1:7', '0:1:8'] },
})

test('freezes them together, and thaws them to where they were', () => {
  const host = changeableHost({}, [one, two, { pid: 12, startTicks: 1, exe: '' }])
  assert.ok(isGap(freezeProcesses.verify(step, host)))
  const go = performed(freezeProcesses, step, host)
  assert.deepEqual(go.undo, { homes: { 10: '/user.slice', 11: '/system.slice/web.service' } })
  assert.equal(freezeProcesses.verify(step, host), undefined)
  assert.equal(freezeProcesses.apply(go, host), undefined)
  assert.deepEqual([...host.frozen], ['davylamp-i1'])
  assert.equal(host.running.get(12)?.group, '/init')
  for (const _ of [1, 2]) {
    assert.equal(freezeProcesses.undo(go, host), undefined)
    assert.deepEqual(
      [...host.running.values()].map(p => p.group),
      ['/user.slice', '/system.slice/web.service', '/init'],
    )
    assert.equal(host.frozen.size, 0)
  }
  assert.ok(isGap(freezeProcesses.verify(step, host)))
})

test('one that has ended meanwhile, or whose pid is another process, is left out; another program is refused', () => {
  const host = changeableHost({}, [one, { ...two, startTicks: 7 }])
  const go = performed(freezeProcesses, step, host)
  assert.deepEqual(go.undo, { homes: { 10: '/user.slice' } })
  assert.equal(host.running.get(11)?.group, '/system.slice/web.service')
  assertRefused(freezeProcesses, step, changeableHost({}, [one, { ...two, exe: '0:1:9' }]), 'tampered')
})

test('what has ended needs no freezing; a disk and half a plan are refused', () => {
  const ended = changeableHost({}, [])
  const go = performed(freezeProcesses, step, ended)
  assert.equal(freezeProcesses.verify(step, ended), undefined)
  assert.equal(freezeProcesses.undo(go, ended), undefined)
  assertRefused(freezeProcesses, step, changeableHost({}), 'unsupported')
  const host = changeableHost({}, [one, two])
  assertRefused(freezeProcesses, { ...step, detail: { ...step.detail, startTicks: [100] } }, host, 'malformed')
  assertRefused(freezeProcesses, { ...step, detail: { ...step.detail, pids: [1, 11] } }, host, 'malformed')
})

const live = liveScene()

test('a real process stops, twice over, and runs again where it was', { skip: live === undefined }, async () => {
  await withSleeper(live!, ({ pid, startTicks, exe }) => {
    const home = live!.host.files.read(`/proc/${pid}/cgroup`)
    const real = { ...step, detail: { group: `test-${pid}`, pids: [pid], startTicks: [startTicks], exes: [exe] } }
    assert.ok(isGap(freezeProcesses.verify(real, live!)))
    const go = performed(freezeProcesses, real, live!)
    assert.equal(freezeProcesses.verify(real, live!), undefined)
    assert.equal(freezeProcesses.apply(go, live!), undefined)
    assert.equal(freezeProcesses.verify(real, live!), undefined)
    for (const _ of [1, 2]) {
      assert.equal(freezeProcesses.undo(go, live!), undefined)
      assert.ok(isGap(freezeProcesses.verify(real, live!)))
      assert.deepEqual(live!.host.files.read(`/proc/${pid}/cgroup`), home)
    }
  })
})
