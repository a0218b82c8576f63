// Takes an emptied directory of the attacker's away; what was in it lies in the vault by steps of its own.
import type { Action } from '../core/action.ts'
import type { DirectoryState } from '../core/control.ts'
import { gap, isGap } from '../core/gap.ts'

/** Detail: `path` and `ino`. Never more than the one directory: when something is left in it, it stays. */
export const removeDirectory: Action = {
  id: 'remove-directory',
  summary: { zh: '删除已清空的恶意目录(可原样恢复)', en: 'take an emptied directory of the attacker away (comes back as it was)' },
  techniques: ['T1564.001', 'T1074.001'],
  references: ['https://d3fend.mitre.org/technique/d3f:FileEviction/'],
  counters: ['D3-FEV'],
  stage: 'vault',
  prepare(step, { control }) {
    const path = String(step.detail['path'] ?? '')
    const was = control.files.captureDirectory(path)
    if (isGap(was)) return was
    return was.ino === step.detail['ino'] ? { was } : gap(path, 'tampered', 'is another directory than the plan means')
  },
  apply({ undo }, { control }) {
    const was = undo['was'] as DirectoryState
    const now = control.files.captureDirectory(was.path)
    if (isGap(now)) return now.why === 'absent' ? undefined : now
    return control.files.removeDirectory(was)
  },
  undo({ undo }, { control }) {
    const was = undo['was'] as DirectoryState
    const now = control.files.captureDirectory(was.path)
    if (isGap(now) && now.why !== 'absent') return now
    // It was not taken: what has happened in it since is somebody else's, and stays.
    return isGap(now) ? control.files.restoreDirectory(was) : undefined
  },
  verify(step, { control }) {
    const path = String(step.detail['path'] ?? '')
    const now = control.files.captureDirectory(path)
    if (isGap(now)) return now.why === 'absent' ? undefined : now
    return gap(path, 'tampered', 'stands there again')
  },
}
