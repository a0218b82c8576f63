import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { memoryServices, withServices } from '../../test/services.ts'
import { isGap } from '../core/gap.ts'
import { stopUnits } from './stop-units.ts'

const step = stepOf({
  action: 'stop-units',
  stage: 'kill',
  detail: { units: ['system bad.timer', 'system bad.service', '1000 x.service'] },
})
const withUnits = (timer: string, service: string) => {
  const services = memoryServices(
    [
      { name: 'bad.timer', load: 'not-found', active: timer },
      { name: 'bad.service', load: 'not-found', active: service },
      { name: 'ssh.service', load: 'loaded', active: 'active' },
    ],
    () => false,
  )
  const base = changeableHost({}, [])
  return { services, scene: { ...base, control: withServices(base.control, services) } }
}

test('armed timers are stopped and failed services forgotten, no other unit is touched, and nothing starts them again', () => {
  const { services, scene } = withUnits('active', 'failed')
  assert.ok(isGap(stopUnits.verify(step, scene)))
  const undo = stopUnits.prepare(step, scene)
  assert.ok(!isGap(undo))
  const go = recordedOf(step, undo)
  assert.equal(stopUnits.undo(go, scene), undefined, 'not yet stopped, nothing is lost')
  assert.equal(stopUnits.apply(go, scene), undefined)
  assert.deepEqual(services.told, ['stop system bad.timer', 'stop system bad.service'])
  assert.equal(stopUnits.verify(step, scene), undefined)
  assert.ok(isGap(stopUnits.undo(go, scene)))
  assert.equal(services.known.get('ssh.service')?.active, 'active')
})

test('where nothing is active there is nothing to do', () => {
  const { scene } = withUnits('inactive', 'inactive')
  const outcome = stopUnits.prepare(step, scene)
  assert.equal(isGap(outcome) && outcome.why, 'absent')
  assert.equal(stopUnits.verify(step, scene), undefined)
})
