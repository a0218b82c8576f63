// Stops units whose files were taken away and has their manager forget them: timers that are still armed, services that it would mourn.
import type { Action, Scene } from '../core/action.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { isUnit, unitsIn } from './planned-units.ts'

/** Detail: `units`, each "manager name". After the processes were ended: a stopped service takes along whatever it has started anew. */
export const stopUnits: Action = {
  id: 'stop-units',
  summary: {
    zh: '停止已移除的服务单元与定时器(不可撤销)',
    en: 'stop services and timers whose units were taken away (cannot be taken back)',
  },
  techniques: ['T1543.002', 'T1053.006'],
  references: ['man:org.freedesktop.systemd1(5)', 'https://d3fend.mitre.org/technique/d3f:ProcessTermination/'],
  counters: ['D3-PT'],
  stage: 'kill',
  prepare(step, scene) {
    const active = activeOf(step, scene)
    if (isGap(active)) return active
    return active.length === 0 ? gap(step.id, 'absent', 'no unit is active') : { active }
  },
  apply({ step }, scene) {
    const active = activeOf(step, scene)
    if (isGap(active)) return active
    const { services } = scene.control
    for (const [manager, list] of Map.groupBy(active, ({ manager }) => manager)) {
      const units = list.map(({ name }) => name)
      const hindrance = services?.stop(manager, units)
      if (hindrance !== undefined) return hindrance
    }
    return undefined
  },
  /** Only what was not stopped can be taken back. */
  undo({ step, undo }, scene) {
    const was = Array.isArray(undo['active']) ? undo['active'].length : 0
    const active = activeOf(step, scene)
    if (isGap(active)) return active
    return active.length >= was ? undefined : gap(step.id, 'unsupported', 'a stopped unit is not started again')
  },
  verify(step, scene) {
    const active = activeOf(step, scene)
    if (isGap(active)) return active
    const [unit] = active
    return unit === undefined ? undefined : gap(unit.name, 'tampered', 'is active')
  },
}

interface ActiveUnit {
  readonly manager: string
  readonly name: string
}

/** A failed unit does nothing, but is in everybody's way until it is forgotten. */
function activeOf(step: Step, { control }: Scene): readonly ActiveUnit[] | Gap {
  if (control.services === undefined) return gap(step.id, 'unsupported', 'nothing runs on a disk')
  const active: ActiveUnit[] = []
  for (const [manager, wanted] of unitsIn(step)) {
    const known = control.services.units(manager)
    if (isGap(known)) {
      if (known.why === 'absent') continue
      return known
    }
    const stopped = known.filter(u => u.active !== 'inactive' && wanted.some(name => isUnit(u.name, name)))
    active.push(...stopped.map(({ name }) => ({ manager, name })))
  }
  return active
}
