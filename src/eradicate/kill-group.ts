// Ends a frozen group at once: the suspects and whatever they have started since the plan was made.
import type { Action } from '../core/action.ts'
import { gap, isGap } from '../core/gap.ts'
import { livingOf, plannedGroup } from '../core/planned-processes.ts'

/**
 * Detail: `group`, `pids`, `startTicks` and `exes` as of the step that froze them. Whoever is in the group is of the family: it was started
 * by one of them or born in the group. A stranger in it means that somebody put it there, and nobody is ended.
 */
export const killGroup: Action = {
  id: 'kill-group',
  summary: {
    zh: '整组结束已冻结的进程及其新产生的子进程(不可撤销)',
    en: 'end frozen processes at once, with all they have started since (cannot be taken back)',
  },
  techniques: ['T1496.001', 'T1543'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html', 'https://d3fend.mitre.org/technique/d3f:ProcessTermination/'],
  counters: ['D3-PT'],
  stage: 'kill',
  prepare(step, scene) {
    const planned = plannedGroup(step)
    const alive = isGap(planned) ? planned : livingOf(scene, planned)
    return isGap(alive) ? alive : { alive: alive.length }
  },
  apply({ step }, scene) {
    const planned = plannedGroup(step)
    if (isGap(planned)) return planned
    const outcome = scene.control.processes?.killAll(planned.group, planned.processes)
    return outcome?.why === 'absent' ? undefined : outcome
  },
  /** Only what was not ended can be taken back. */
  undo({ step, undo }, scene) {
    const planned = plannedGroup(step)
    const alive = isGap(planned) ? planned : livingOf(scene, planned)
    if (isGap(alive)) return alive
    return alive.length < Number(undo['alive']) ? gap(step.id, 'unsupported', 'an ended process cannot be brought back') : undefined
  },
  verify(step, scene) {
    const planned = plannedGroup(step)
    const alive = isGap(planned) ? planned : livingOf(scene, planned)
    if (isGap(alive)) return alive
    const [first] = alive
    return first === undefined ? undefined : gap(`/proc/${first.pid}`, 'tampered', 'still runs')
  },
}
