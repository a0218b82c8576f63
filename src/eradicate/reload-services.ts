// Tells the managers of services and other daemons what was disarmed: they go by what they have read, not by what the files say now.
import type { Action } from '../core/action.ts'
import type { ProcessState, ServiceControl } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { isUnit, unitsIn } from './planned-units.ts'

/**
 * Detail: `managers` ('system', or the uid of a user whose own manager runs); `units` ("manager name") whose files are gone; `pids`,
 * `startTicks` and `exes` of daemons that read again on SIGHUP. To be done last of its stage, and taken back last of it: then the files
 * are back. What a unit did before is not started again.
 */
export const reloadServices: Action = {
  id: 'reload-services',
  summary: { zh: '让服务管理器与守护进程重新读取配置', en: 'have service managers and daemons read their configuration again' },
  techniques: ['T1543.002', 'T1053.006', 'T1543'],
  references: [
    'man:org.freedesktop.systemd1(5)',
    'man:systemd(1)',
    'https://d3fend.mitre.org/technique/d3f:ApplicationConfigurationHardening/',
  ],
  counters: ['D3-ACH'],
  stage: 'disarm',
  prepare(step, scene) {
    if (scene.control.services === undefined) return gap(step.id, 'unsupported', 'nothing runs on a disk')
    const planned = plannedIn(step)
    return isGap(planned) ? planned : { managers: planned.managers }
  },
  apply: ({ step }, scene) => tell(step, scene.control.services),
  undo: ({ step }, scene) => tell(step, scene.control.services),
  verify(step, { control }) {
    for (const [manager, wanted] of unitsIn(step)) {
      const known = control.services?.units(manager) ?? []
      if (isGap(known)) {
        if (known.why === 'absent') continue
        return known
      }
      const unit = known.find(u => u.load === 'loaded' && wanted.some(name => isUnit(u.name, name)))
      if (unit !== undefined) return gap(unit.name, 'tampered', 'is still known to its manager')
    }
    return undefined
  },
}

interface Planned {
  readonly managers: readonly string[]
  readonly daemons: readonly ProcessState[]
}

function plannedIn({ id, detail }: Step): Planned | Gap {
  const { managers, pids, startTicks, exes } = detail
  if (![managers, pids, startTicks, exes].every(Array.isArray)) return gap(id, 'malformed', 'the plan does not tell whom to tell')
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
  return {
    managers: list(managers).map(String),
    daemons: list(pids).map((pid, i) => ({ pid: Number(pid), startTicks: Number(list(startTicks)[i]), exe: String(list(exes)[i] ?? '') })),
  }
}

/** Whoever has ended meanwhile will read the files when it starts. */
function tell(step: Step, services: ServiceControl | undefined): Gap | undefined {
  const planned = plannedIn(step)
  if (isGap(planned)) return planned
  if (services === undefined) return gap(step.id, 'unsupported', 'nothing runs on a disk')
  const outcomes = [
    ...planned.managers.map(manager => services.reload(manager)),
    ...planned.daemons.map(daemon => services.hangUp(daemon)).filter(outcome => outcome?.why !== 'absent'),
  ]
  return outcomes.find(outcome => outcome !== undefined)
}
