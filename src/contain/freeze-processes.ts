// Freezes processes together in a group of their own: they stop at once, and lose nothing.
import type { Action, Scene } from '../core/action.ts'
import { textOf } from '../core/bytes.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { livingOf, type PlannedGroup, plannedGroup } from '../core/planned-processes.ts'

/**
 * Detail: `group`, its name; `pids`, `startTicks` and `exes` ("dev:ino") of the processes, in the same order;
 * `sparedPids` and `sparedStartTicks` of descendants that are not meant. `before` is not asked: these are identities.
 */
export const freezeProcesses: Action = {
  id: 'freeze-processes',
  summary: { zh: '冻结恶意进程(可随时解冻)', en: 'freeze malicious processes (can be thawed at any time)' },
  techniques: ['T1496.001'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html', 'https://d3fend.mitre.org/technique/d3f:ProcessSuspension/'],
  counters: ['D3-PS'],
  stage: 'contain',
  prepare(step, scene) {
    const planned = plannedGroup(step)
    const homes = isGap(planned) ? planned : homesOf(scene, planned)
    return isGap(homes) ? homes : { homes }
  },
  apply(go, scene) {
    const planned = plannedGroup(go.step)
    if (isGap(planned)) return planned
    const alive = livingOf(scene, planned)
    if (isGap(alive)) return alive
    if (alive.length === 0) return undefined
    const homes =
      scene.control.processes?.freeze(planned.group, alive, planned.spared) ?? gap(planned.group, 'unsupported', 'nothing runs on a disk')
    return isGap(homes) ? homes : undefined
  },
  undo(go, scene) {
    const planned = plannedGroup(go.step)
    if (isGap(planned)) return planned
    const homes = go.undo['homes'] as Readonly<Record<string, string>>
    const thaw = scene.control.processes?.thaw
    return thaw === undefined ? gap(planned.group, 'unsupported', 'nothing runs on a disk') : thaw(planned.group, homes)
  },
  verify(step, scene) {
    const planned = plannedGroup(step)
    const alive = isGap(planned) ? planned : livingOf(scene, planned)
    if (isGap(planned) || isGap(alive)) return isGap(alive) ? alive : undefined
    const running = alive.find(({ pid }) => !isStopped(scene, pid))
    return running === undefined ? undefined : gap(`/proc/${running.pid}`, 'tampered', 'is not frozen')
  },
}

/** Where each process is before it is moved: what `thaw` needs, in the journal before anything moves. */
function homesOf(scene: Scene, planned: PlannedGroup): Readonly<Record<string, string>> | Gap {
  const alive = livingOf(scene, planned)
  if (isGap(alive)) return alive
  const homes = scene.control.processes?.homes(alive) ?? {}
  const lost = alive.find(({ pid }) => homes[String(pid)] === undefined)
  return lost === undefined ? homes : gap(`/proc/${lost.pid}`, 'unsupported', 'is in no group that it could be brought back to')
}

/** Frozen by its group of either version, or stopped by a signal where there is neither. */
function isStopped({ host }: Scene, pid: number): boolean {
  const read = (path: string): string => {
    const content = host.files.read(path)
    return isGap(content) ? '' : textOf(content.bytes)
  }
  const groups = read(`/proc/${pid}/cgroup`)
  const unified = /^0::(\/.*)$/m.exec(groups)?.[1]
  const legacy = /^\d+:(?:[^:\n]*,)?freezer(?:,[^:\n]*)?:(\/.*)$/m.exec(groups)?.[1]
  const events =
    unified === undefined ? [] : ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].map(mount => read(`${mount}${unified}/cgroup.events`))
  if (events.some(text => /^frozen 1$/m.test(text))) return true
  if (legacy !== undefined && /^FROZEN$/m.test(read(`/sys/fs/cgroup/freezer${legacy}/freezer.state`))) return true
  return /^State:[ \t]+[Tt]\b/m.test(read(`/proc/${pid}/status`))
}
