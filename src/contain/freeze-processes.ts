// Freezes processes together in a group of their own: they stop at once, and lose nothing.
import type { Action, Scene } from '../core/action.ts'
import { textOf } from '../core/bytes.ts'
import type { ProcessState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'

interface Planned {
  readonly group: string
  readonly processes: readonly ProcessState[]
}

/** Detail: `group`, its name; `pids`, `startTicks` and `exes` ("dev:ino") of the processes, in the same order. `before` is not asked: these are identities. */
export const freezeProcesses: Action = {
  id: 'freeze-processes',
  summary: { zh: '冻结恶意进程(可随时解冻)', en: 'freeze malicious processes (can be thawed at any time)' },
  techniques: ['T1496.001'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html', 'https://d3fend.mitre.org/technique/d3f:ProcessSuspension/'],
  counters: ['D3-PS'],
  stage: 'contain',
  prepare(step, scene) {
    const planned = plannedIn(step)
    const homes = isGap(planned) ? planned : homesOf(scene, planned)
    return isGap(homes) ? homes : { homes }
  },
  apply(go, scene) {
    const planned = plannedIn(go.step)
    if (isGap(planned)) return planned
    const alive = livingOf(scene, planned)
    if (isGap(alive)) return alive
    if (alive.every(({ pid }) => isIn(scene, planned.group, pid)) && isFrozen(scene, planned.group)) return undefined
    const homes = scene.control.processes?.freeze(planned.group, alive) ?? gap(planned.group, 'unsupported', 'nothing runs on a disk')
    return isGap(homes) ? homes : undefined
  },
  undo(go, scene) {
    const planned = plannedIn(go.step)
    if (isGap(planned)) return planned
    const homes = go.undo['homes'] as Readonly<Record<string, string>>
    const thaw = scene.control.processes?.thaw
    return thaw === undefined ? gap(planned.group, 'unsupported', 'nothing runs on a disk') : thaw(planned.group, homes)
  },
  verify(step, scene) {
    const planned = plannedIn(step)
    const alive = isGap(planned) ? planned : livingOf(scene, planned)
    if (isGap(planned) || isGap(alive)) return isGap(alive) ? alive : undefined
    const outside = alive.find(({ pid }) => !isIn(scene, planned.group, pid))
    if (outside !== undefined) return gap(`/proc/${outside.pid}`, 'tampered', 'is not in the frozen group')
    return alive.length === 0 || isFrozen(scene, planned.group) ? undefined : gap(planned.group, 'tampered', 'is not frozen')
  },
}

function plannedIn({ id, detail }: Step): Planned | Gap {
  const { group, pids, startTicks, exes } = detail
  if (typeof group !== 'string' || group === '' || !Array.isArray(pids) || !Array.isArray(startTicks) || !Array.isArray(exes)) {
    return gap(id, 'malformed', 'the plan does not tell which processes')
  }
  const processes = pids.map((pid, i) => ({ pid: Number(pid), startTicks: Number(startTicks[i]), exe: String(exes[i] ?? '') }))
  const known = processes.every(p => Number.isSafeInteger(p.pid) && p.pid > 1 && Number.isSafeInteger(p.startTicks))
  return known && processes.length > 0 ? { group, processes } : gap(id, 'malformed', 'the plan does not tell which processes')
}

/** Those that still run; one that has ended needs no freezing. */
function livingOf({ control }: Scene, { group, processes }: Planned): readonly ProcessState[] | Gap {
  if (control.processes === undefined) return gap(group, 'unsupported', 'nothing runs on a disk')
  const alive: ProcessState[] = []
  for (const process of processes) {
    const now = control.processes.identify(process.pid)
    if (isGap(now)) {
      if (now.why !== 'absent') return now
    } else if (now.startTicks === process.startTicks) {
      // exec changes the program and not the process: what it has become was not judged.
      if (process.exe !== '' && process.exe !== now.exe)
        return gap(`/proc/${now.pid}`, 'tampered', 'runs another program than the plan means')
      alive.push(now)
    }
  }
  return alive
}

/** Where each process is before it is moved: what `thaw` needs, in the journal before anything moves. */
function homesOf(scene: Scene, planned: Planned): Readonly<Record<string, string>> | Gap {
  const alive = livingOf(scene, planned)
  if (isGap(alive)) return alive
  if (alive.length === 0) return gap(planned.group, 'absent', 'the processes have ended already')
  const homes = scene.control.processes?.homes(alive) ?? {}
  const lost = alive.find(({ pid }) => homes[String(pid)] === undefined)
  return lost === undefined ? homes : gap(`/proc/${lost.pid}`, 'unsupported', 'is in no group that it could be brought back to')
}

function cgroupOf({ host }: Scene, pid: number): string | undefined {
  const content = host.files.read(`/proc/${pid}/cgroup`)
  return isGap(content) ? undefined : /^0::(\/.*)$/m.exec(textOf(content.bytes))?.[1]
}

function isIn(scene: Scene, group: string, pid: number): boolean {
  return cgroupOf(scene, pid)?.split('/').at(-1) === group
}

/** cgroup2 is mounted at one of these; on a host with both versions at the second. */
function isFrozen({ host }: Scene, group: string): boolean {
  return ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].some(mount => {
    const events = host.files.read(`${mount}/${group}/cgroup.events`)
    return !isGap(events) && /^frozen 1$/m.test(textOf(events.bytes))
  })
}
