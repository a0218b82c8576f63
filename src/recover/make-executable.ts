// Gives a packaged command the execute bits back that the attacker took.
import type { Action } from '../core/action.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'

const executeBits = 0o111
/** What a command without any permission gets back at most. */
const ordinaryBits = 0o755

/**
 * Detail: `path`; `mode`, of which the execute bits count, for a file without any permission also those to read and write (without `mode`,
 * everyone who may read it may run it). `before`: sha256 of its content.
 */
export const makeExecutable: Action = {
  id: 'make-executable',
  summary: { zh: '恢复系统命令的可执行权限', en: 'give a system command its execute bits back' },
  techniques: ['T1222.002', 'T1562.001'],
  references: ['man:chmod(1)', 'https://d3fend.mitre.org/technique/d3f:RestoreFile/'],
  counters: ['D3-RF'],
  stage: 'recover',
  prepare(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const there = captured(scene, path)
    if (isGap(there)) return there
    if (there === undefined) return gap(path, 'absent', 'is there no more')
    const { state: was, bytes } = there
    if (was.link !== undefined) return gap(path, 'unsupported', 'is a symlink')
    if (was.sha256 !== step.before) return gap(path, 'tampered', 'changed since the plan was made')
    if ((was.mode & executeBits) !== 0) return gap(path, 'absent', 'can be run already')
    scene.vault.keep(bytes)
    const planned =
      typeof step.detail['mode'] === 'number' ? step.detail['mode'] & ((was.mode & 0o777) === 0 ? ordinaryBits : executeBits) : 0
    return changesAsUndo([{ path, was, will: { ...was, mode: was.mode | (planned || (was.mode & 0o444) >> 2) } }])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const there = captured(scene, path)
    if (isGap(there)) return there
    if (there === undefined) return gap(path, 'absent', 'is there no more')
    return (there.state.mode & executeBits) === 0 ? gap(path, 'tampered', 'cannot be run') : undefined
  },
}
