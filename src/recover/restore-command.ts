// Puts a packaged command back to its place, from the file under which the attacker hid it.
import type { Action } from '../core/action.ts'
import type { FileState } from '../core/control.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { realPath } from '../core/real-path.ts'
import { hasChecksum } from '../parse/checksum.ts'

interface Planned {
  readonly path: string
  readonly from: string
  readonly checksum: string
}

/**
 * Detail: `path`, `from` (the file beside it that holds the recorded content), `checksum` as the package database records it, or "-> target" for a link. `before`:
 * sha256 of what stands at `path`, '' when nothing does. Mode, owner, times and attributes come from `from`, which goes away with it.
 */
export const restoreCommand: Action = {
  id: 'restore-command',
  summary: { zh: '恢复被改名的系统命令', en: 'put a renamed system command back' },
  techniques: ['T1036.003', 'T1562.001'],
  references: ['man:deb-md5sums(5)', 'https://d3fend.mitre.org/technique/d3f:RestoreFile/'],
  counters: ['D3-RF'],
  stage: 'recover',
  prepare(step, scene) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which command')
    const { from, checksum } = planned
    const path = realPath(scene.host.files, planned.path, 'keep')
    if (isGap(path)) return path
    const source = captured(scene, from)
    const there = captured(scene, path)
    if (isGap(source)) return source
    if (isGap(there)) return there
    if (source === undefined) return gap(from, 'absent', 'is there no more')
    if (!isRecorded(source, checksum)) return gap(from, 'tampered', 'is not what the package recorded')
    if (there !== undefined && isRecorded(there, checksum)) return gap(path, 'absent', 'is what the package recorded already')
    if ((there?.state.sha256 ?? '') !== step.before) return gap(path, 'tampered', 'changed since the plan was made')
    scene.vault.keep(source.bytes)
    if (there !== undefined) scene.vault.keep(there.bytes)
    const { flags: _, folder: __, ...like } = source.state
    const will = { ...like, path, ino: 0, nlink: 1, immutable: false, appendOnly: false }
    return changesAsUndo([
      { path, was: there?.state, will },
      { path: source.state.path, was: source.state },
    ])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const planned = plannedIn(step)
    if (planned === undefined) return gap(step.id, 'malformed', 'the plan does not tell which command')
    const there = captured(scene, planned.path)
    if (isGap(there)) return there
    if (there === undefined) return gap(planned.path, 'absent', 'the command is missing')
    return isRecorded(there, planned.checksum) ? undefined : gap(planned.path, 'tampered', 'is not what the package recorded')
  },
}

/** A file by its checksum, a link by where it leads. */
function isRecorded({ state, bytes }: { readonly state: FileState; readonly bytes: Uint8Array }, checksum: string): boolean {
  if (checksum.startsWith('-> ')) return state.link === checksum.slice(3)
  return state.link === undefined && hasChecksum(bytes, checksum)
}

function plannedIn({ detail }: Step): Planned | undefined {
  const { path, from, checksum } = detail
  return typeof path === 'string' && typeof from === 'string' && typeof checksum === 'string' ? { path, from, checksum } : undefined
}
