// Takes off a mount that hides a process: whoever looks at, freezes or ends it would meet what was mounted instead.
import type { Action, Scene } from '../core/action.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'

/** Detail: `target`, /proc/PID or below; `sources`, the directory to bind again for each mount, the lowest first, '' where none is known. `before`: the mounts. */
export const unmountCover: Action = {
  id: 'unmount-cover',
  summary: { zh: '卸下遮盖进程的挂载', en: 'take off a mount that hides a process' },
  techniques: ['T1564.013'],
  references: ['man:umount2(2)', 'man:proc_pid_mountinfo(5)', 'https://d3fend.mitre.org/technique/d3f:ProcessAnalysis/'],
  counters: ['D3-PA'],
  stage: 'contain',
  prepare(step, scene) {
    const target = String(step.detail['target'] ?? '')
    const now = coversOn(target, scene)
    if (isGap(now)) return now
    if (now.length === 0) return gap(target, 'absent', 'nothing is mounted there')
    return now.join('\n') === step.before ? { mounts: now } : gap(target, 'tampered', 'changed since the plan was made')
  },
  apply: ({ step }, { control }) => control.mounts?.unmount(String(step.detail['target'] ?? '')),
  undo({ step, undo }, scene) {
    const { sources } = step.detail
    const target = String(step.detail['target'] ?? '')
    const now = coversOn(target, scene)
    if (isGap(now)) return now
    const was = Array.isArray(undo['mounts']) ? undo['mounts'].length : 0
    // A process that has ended has no place that could be covered.
    if (now.length >= was || isGap(scene.host.files.lstat(target))) return undefined
    for (const source of Array.isArray(sources) ? sources.slice(now.length).map(String) : ['']) {
      const hindrance =
        source === '' ? gap(target, 'unsupported', 'what was mounted lies in no directory') : scene.control.mounts?.bind(source, target)
      if (hindrance !== undefined) return hindrance
    }
    return undefined
  },
  verify(step, scene) {
    const target = String(step.detail['target'] ?? '')
    const now = coversOn(target, scene)
    if (isGap(now)) return now
    return now.length === 0 ? undefined : gap(target, 'tampered', 'a mount lies over it')
  },
}

function coversOn(target: string, { control }: Scene): readonly string[] | Gap {
  return control.mounts?.on(target) ?? gap(target, 'unsupported', 'nothing runs on a disk')
}
