// Takes a file of the attacker's away into the vault, where nothing runs it by accident.
import type { Action } from '../core/action.ts'
import { applyChanges, captured, changesAsUndo, undoChanges } from '../core/file-change.ts'
import { gap, isGap } from '../core/gap.ts'
import { removalOf } from './edit.ts'
import { isPlanned } from './planned-content.ts'

/** Detail: `path`, and `sha256` or `ino` (or both) of what is meant. `before`: its sha256, of a symlink that of its text. */
export const vaultFile: Action = {
  id: 'vault-file',
  summary: { zh: '把恶意文件移入保险库', en: 'take a malicious file away into the vault' },
  techniques: ['T1105', 'T1036.005', 'T1564.001'],
  references: ['https://d3fend.mitre.org/technique/d3f:FileEviction/'],
  counters: ['D3-FEV'],
  stage: 'vault',
  prepare(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const { sha256, ino } = step.detail
    if (sha256 === undefined && ino === undefined) return gap(path, 'malformed', 'the plan does not tell which file it means')
    const change = removalOf(scene, path, ({ state }) => {
      const isIt = (sha256 === undefined || sha256 === state.sha256) && (ino === undefined || ino === state.ino)
      if (!isIt) return gap(path, 'tampered', 'is another file than the plan means')
      return isPlanned(step, state, scene.vault) ? undefined : gap(path, 'tampered', 'changed since the plan was made')
    })
    return isGap(change) ? change : changesAsUndo([change])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const path = String(step.detail['path'] ?? '')
    const found = captured(scene, path)
    return found === undefined || isGap(found) ? found : gap(path, 'tampered', 'stands there again')
  },
}
