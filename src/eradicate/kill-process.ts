// Ends one process for good. It cannot be brought back; what it was is in the evidence.
import type { Action, Scene } from '../core/action.ts'
import { textOf } from '../core/bytes.ts'
import type { ProcessState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Step } from '../core/plan.ts'
import { identityIn } from './planned-process.ts'

/** Detail: `pid`, `startTicks`, `exe` ("dev:ino", '' for none): together an identity that no later process has, so `before` is not asked. */
export const killProcess: Action = {
  id: 'kill-process',
  summary: { zh: '终止恶意进程(不可撤销)', en: 'end a malicious process (cannot be taken back)' },
  techniques: ['T1496.001'],
  references: ['man:pidfd_send_signal(2)', 'https://d3fend.mitre.org/technique/d3f:ProcessTermination/'],
  counters: ['D3-PT'],
  stage: 'kill',
  prepare(step, scene) {
    const planned = identityIn(step)
    if (isGap(planned)) return planned
    const state = stateOf(scene, planned)
    if (isGap(state)) return state
    if (state === 'other program') return gap(nameOf(planned), 'tampered', 'runs another program than the plan means')
    return state === 'gone' ? gap(nameOf(planned), 'absent', 'has ended already') : { process: planned }
  },
  apply(go, scene) {
    const planned = identityIn(go.step)
    const state = isGap(planned) ? planned : stateOf(scene, planned)
    if (isGap(planned) || isGap(state) || state === 'gone') return isGap(state) ? state : undefined
    if (state === 'other program') return gap(nameOf(planned), 'tampered', 'runs another program than the plan means')
    const now = scene.control.processes?.identify(planned.pid)
    return now === undefined || isGap(now) ? now : scene.control.processes?.kill({ ...planned, exe: now.exe })
  },
  /** Only a kill that did not happen can be taken back. */
  undo(go, scene) {
    const planned = identityIn(go.step)
    const state = isGap(planned) ? planned : stateOf(scene, planned)
    if (isGap(planned) || isGap(state)) return isGap(state) ? state : undefined
    return state === 'gone' ? gap(nameOf(planned), 'unsupported', 'an ended process cannot be brought back') : undefined
  },
  verify(step: Step, scene) {
    const planned = identityIn(step)
    const state = isGap(planned) ? planned : stateOf(scene, planned)
    if (isGap(planned) || isGap(state)) return isGap(state) ? state : undefined
    return state === 'gone' ? undefined : gap(nameOf(planned), 'tampered', 'still runs')
  },
}

/** A pid that is another process by now means that the one that was meant has ended; exec changes the program and not the process. */
function stateOf({ control, host }: Scene, planned: ProcessState): 'runs' | 'other program' | 'gone' | Gap {
  const now = control.processes?.identify(planned.pid) ?? gap(nameOf(planned), 'unsupported', 'nothing runs on a disk')
  if (isGap(now)) return now.why === 'absent' ? 'gone' : now
  if (now.startTicks !== planned.startTicks || isZombie(host, planned.pid)) return 'gone'
  return planned.exe === '' || now.exe === planned.exe ? 'runs' : 'other program'
}

/** Ended, and only its exit status is left for the parent to fetch. */
function isZombie({ files }: HostView, pid: number): boolean {
  const status = files.read(`/proc/${pid}/status`)
  return !isGap(status) && /^State:[ \t]+[ZX]/m.test(textOf(status.bytes))
}

function nameOf({ pid }: ProcessState): string {
  return `/proc/${pid}`
}
