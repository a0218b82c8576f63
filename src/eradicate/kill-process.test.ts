import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, performed } from '../../test/actions.ts'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { liveScene, withSleeper } from '../../test/live-scene.ts'
import { isGap } from '../core/gap.ts'
import { killProcess } from './kill-process.ts'

const miner = { pid: 4242, startTicks: 1000, exe: '0:1:77' }
const step = stepOf({ action: 'kill-process', detail: miner, reversible: false })
const owner = { pid: 9, startTicks: 5, exe: '0:1:2' }

test('ends the process, whole and once; afterwards it cannot be taken back, and says so', () => {
  const host = changeableHost({}, [miner, owner])
  assert.ok(isGap(killProcess.verify(step, host)))
  const go = performed(killProcess, step, host)
  assert.deepEqual([...host.running.keys()], [9])
  assert.equal(killProcess.apply(go, host), undefined)
  assert.equal(killProcess.verify(step, host), undefined)
  const undo = killProcess.undo(go, host)
  assert.ok(isGap(undo) && undo.why === 'unsupported')
})

test('a kill that did not happen is taken back by doing nothing', () => {
  const host = changeableHost({}, [miner])
  const undo = killProcess.prepare(step, host)
  assert.ok(!isGap(undo))
  assert.equal(killProcess.undo(recordedOf(step, undo), host), undefined)
  assert.ok(host.running.has(4242))
})

test('another process under the same pid is never ended', () => {
  const host = changeableHost({}, [{ ...miner, startTicks: 1001 }])
  // What was meant has ended by itself: there is nothing to do, and so nothing to take back.
  assertRefused(killProcess, step, host, 'absent')
  assert.equal(killProcess.apply(recordedOf(step, { process: { ...miner } }), host), undefined)
  assert.ok(host.running.has(4242))
  assert.equal(killProcess.verify(step, host), undefined)
})

test('the same process with another program is not what was planned, and has not ended', () => {
  const host = changeableHost({}, [{ ...miner, exe: '0:1:78' }])
  assertRefused(killProcess, step, host, 'tampered')
  assert.ok(isGap(killProcess.apply(recordedOf(step, { process: { ...miner } }), host)))
  assert.ok(isGap(killProcess.verify(step, host)))
  assert.ok(host.running.has(4242))
})

test('a process whose program is not known is known by its pid and start', () => {
  const host = changeableHost({}, [miner])
  performed(killProcess, { ...step, detail: { ...miner, exe: '' } }, host)
  assert.equal(host.running.size, 0)
})

test('a disk, a bare pid and pid 1 are refused', () => {
  assertRefused(killProcess, step, changeableHost({}), 'unsupported')
  const host = changeableHost({}, [miner])
  assertRefused(killProcess, { ...step, detail: { pid: 4242 } }, host, 'malformed')
  assertRefused(killProcess, { ...step, detail: { ...miner, pid: 1 } }, host, 'malformed')
})

const live = liveScene()

test('a real process ends, and one that waits to be buried counts as ended', { skip: live === undefined }, async () => {
  await withSleeper(live!, detail => {
    const real = { ...step, detail }
    assert.ok(isGap(killProcess.verify(real, live!)))
    const go = performed(killProcess, real, live!)
    // Nobody has waited for it yet: it is a zombie now.
    assert.equal(killProcess.verify(real, live!), undefined)
    assert.equal(killProcess.apply(go, live!), undefined)
    assert.ok(isGap(killProcess.undo(go, live!)))
  })
})
