import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, recordedOf, stepOf } from '../../test/control.ts'
import type { MountControl } from '../core/control.ts'
import { gap, isGap } from '../core/gap.ts'
import { unmountCover } from './unmount-cover.ts'

const target = '/proc/77'
const before = '/dev/sda1 /var/tmp/.empty ext4'

function host(covers: string[], alive: boolean) {
  const mounts: MountControl = {
    on: () => [...covers],
    unmount: () => void covers.splice(0),
    bind: source => {
      if (source !== '/var/tmp/.empty') return gap(source, 'absent')
      covers.push(before)
      return undefined
    },
  }
  const base = changeableHost(alive ? { [`${target}/comm`]: 'x' } : {}, [])
  return { covers, scene: { ...base, control: { ...base.control, mounts } } }
}
const stepWith = (sources: readonly string[]) => stepOf({ action: 'unmount-cover', stage: 'contain', before, detail: { target, sources } })

test('the cover comes off, and is laid again from where it came', () => {
  const { covers, scene } = host([before], true)
  const step = stepWith(['/var/tmp/.empty'])
  assert.ok(isGap(unmountCover.verify(step, scene)))
  const undo = unmountCover.prepare(step, scene)
  assert.ok(!isGap(undo))
  const go = recordedOf(step, undo)
  assert.equal(unmountCover.apply(go, scene), undefined)
  assert.equal(unmountCover.verify(step, scene), undefined)
  assert.equal(unmountCover.undo(go, scene), undefined)
  assert.deepEqual(covers, [before])
  assert.equal(unmountCover.undo(go, scene), undefined, 'a second time changes nothing')
  assert.deepEqual(covers, [before])
})

test('what cannot be laid again is told; an ended process needs no cover', () => {
  for (const [alive, gone] of [
    [true, true],
    [false, false],
  ] as const) {
    const { scene } = host([before], alive)
    const step = stepWith([''])
    const undo = unmountCover.prepare(step, scene)
    assert.ok(!isGap(undo))
    const go = recordedOf(step, undo)
    unmountCover.apply(go, scene)
    assert.equal(isGap(unmountCover.undo(go, scene)), gone)
  }
})

test('another mount than the planned one is drift, none at all needs nothing, a disk has none', () => {
  const why = (covers: string[]) => {
    const outcome = unmountCover.prepare(stepWith(['']), host(covers, true).scene)
    return isGap(outcome) && outcome.why
  }
  assert.equal(why(['tmpfs / tmpfs']), 'tampered')
  assert.equal(why([]), 'absent')
  assert.ok(isGap(unmountCover.prepare(stepWith(['']), changeableHost({}))))
})
