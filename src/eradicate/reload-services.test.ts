import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import { memoryServices, withServices } from '../../test/services.ts'
import { isGap } from '../core/gap.ts'
import { reloadServices } from './reload-services.ts'

const step = stepOf({
  action: 'reload-services',
  undoneLast: true,
  detail: { managers: ['system', '1000'], units: ['system bad@.service'], pids: [43], startTicks: [7], exes: ['8:1:5'] },
})

test('managers and daemons are told, and told again when the files are back', () => {
  let there = false
  const services = memoryServices([{ name: 'bad@1.service', load: 'loaded', active: 'active' }], () => there)
  const base = changeableHost({}, [])
  const scene = { ...base, control: withServices(base.control, services) }
  assert.equal(isGap(reloadServices.verify(step, scene)), true, 'the manager still knows the unit')
  const undo = reloadServices.prepare(step, scene)
  assert.ok(!isGap(undo))
  const go = recordedOf(step, undo)
  assert.equal(reloadServices.apply(go, scene), undefined)
  assert.deepEqual(services.told, ['reload system', 'reload 1000', 'hang up 43'])
  assert.equal(reloadServices.verify(step, scene), undefined)
  there = true
  assert.equal(reloadServices.undo(go, scene), undefined)
  assert.equal(services.known.get('bad@1.service')?.load, 'loaded')
})

test('a disk has no manager, and a plan that names nobody is none', () => {
  assert.ok(isGap(reloadServices.prepare(step, changeableHost({}))))
  const base = changeableHost({}, [])
  const scene = {
    ...base,
    control: withServices(
      base.control,
      memoryServices([], () => false),
    ),
  }
  assert.ok(isGap(reloadServices.prepare(stepOf({ action: 'reload-services', detail: {} }), scene)))
})

test('a refusal of one is told, and keeps no other from being told', () => {
  const services = memoryServices([], () => false)
  const reload = (manager: string) =>
    services.reload(manager) ?? { gap: true as const, source: manager, why: 'denied' as const, detail: 'no' }
  const base = changeableHost({}, [])
  const scene = { ...base, control: withServices(base.control, { ...services, reload }) }
  assert.ok(isGap(reloadServices.apply(recordedOf(step, {}), scene)))
  assert.deepEqual(services.told, ['reload system', 'reload 1000', 'hang up 43'])
})
