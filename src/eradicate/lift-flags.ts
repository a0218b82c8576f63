// Takes the flags +i and +a off a file, so that its owner can change it again.
import type { Action } from '../core/action.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'
import { expectLeft, isPlanned } from './planned-content.ts'

/** FS_IMMUTABLE_FL and FS_APPEND_FL of linux/fs.h. */
const locks = 0x10 | 0x20

/** Detail: `path`. `before`: sha256 of its content; what an earlier step of the plan made of it is no drift. */
export const liftFlags: Action = {
  id: 'lift-flags',
  summary: { zh: '解除文件的 +i/+a 锁定标志', en: 'take the flags +i and +a off a file' },
  techniques: ['T1222.002'],
  references: ['man:chattr(1)', 'man:ioctl_iflags(2)', 'https://d3fend.mitre.org/technique/d3f:RestoreFile/'],
  counters: ['D3-RF'],
  stage: 'disarm',
  prepare(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const found = captured(scene, path)
    if (isGap(found)) return found
    if (found === undefined) return gap(path, 'absent', 'is there no more')
    const { state: was, bytes } = found
    if (!isPlanned(step, was, scene.vault)) return gap(path, 'tampered', 'changed since the plan was made')
    if (!was.immutable && !was.appendOnly) return gap(path, 'absent', 'carries neither flag')
    scene.vault.keep(bytes)
    const will = { ...was, immutable: false, appendOnly: false, ...(was.flags !== undefined && { flags: was.flags & ~locks }) }
    expectLeft(will, scene.vault)
    return changesAsUndo([{ path: was.path, was, will }])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const found = captured(scene, path)
    if (found === undefined || isGap(found)) return found
    const { immutable, appendOnly } = found.state
    return immutable || appendOnly ? gap(path, 'tampered', 'is locked again') : undefined
  },
}
