// Disarms one entry of persistence: cut out of its file, or the file taken away when it is the entry as a whole.
import type { Action, Scene } from '../core/action.ts'
import { sameBytes, textOf } from '../core/bytes.ts'
import { applyChanges, captured, changesAsUndo, type FileChange, undoChanges } from '../core/file-change.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { realPath } from '../core/real-path.ts'
import { editOf, removalOf } from './edit.ts'
import { isPlanned } from './planned-content.ts'
import { type PlannedEntry, plannedEntry } from './planned-entry.ts'

/**
 * Detail: `entry`, the JSON of the Autostart; `kind` and `path` of it for people. `before`: sha256 of the file that holds it.
 * Several entries of one file are steps of their own, the last of the file first: then each finds its bytes where the plan says,
 * also among others that read the same. A file as an earlier step left it is no drift; undone in reverse.
 */
export const disarmAutostart: Action = {
  id: 'disarm-autostart',
  summary: { zh: '解除一条自启动项(保留文件其余内容)', en: 'disarm one entry of persistence, every other byte of its file kept' },
  techniques: ['T1053', 'T1543', 'T1546', 'T1547', 'T1037', 'T1098.004', 'T1574.006'],
  references: ['https://d3fend.mitre.org/technique/d3f:FileEviction/'],
  counters: ['D3-FEV'],
  stage: 'disarm',
  prepare(step, scene) {
    const planned = plannedEntry(step)
    const change = isGap(planned) ? planned : changeFor(step, scene, planned)
    return isGap(change) ? change : changesAsUndo(change === undefined ? [] : [change])
  },
  apply: applyChanges,
  undo: undoChanges,
  verify(step, scene) {
    const planned = plannedEntry(step)
    return isGap(planned) ? planned : standsStill(scene, planned)
  },
}

function changeFor(step: Step, scene: Scene, { entry, kind }: PlannedEntry): FileChange | undefined | Gap {
  // Registered formats are forgotten once they are switched off: nothing could bring them back.
  if (entry.path.startsWith('/proc/sys/fs/binfmt_misc/'))
    return gap(entry.path, 'unsupported', 'cannot be taken back, to be unregistered by hand')
  if (entry.extent === 'entry') {
    const edit = (before: Uint8Array) =>
      kind.disarm(entry, before) ?? gap(entry.path, 'malformed', 'the plan tells only a part of the file')
    return editOf(step, scene, entry.path, edit, { gone: bytes => !textOf(bytes).includes(entry.text) })
  }
  return removalOf(scene, entry.path, ({ state, bytes }) => {
    const target = state.link === undefined ? undefined : scene.host.files.digest(entry.path, 'sha256')
    if (!isPlanned(step, state, scene.vault) && target !== step.before)
      return gap(entry.path, 'tampered', 'changed since the plan was made')
    return kind.disarm(entry, bytes) === null ? undefined : gap(entry.path, 'malformed', 'is more than the entry')
  })
}

function standsStill({ host, control, vault }: Scene, { entry, kind }: PlannedEntry): Gap | undefined {
  const real = realPath(host.files, entry.path, entry.extent === 'entry' ? 'follow' : 'keep')
  const found = isGap(real) ? real : captured({ host, control, vault }, real)
  if (found === undefined) return undefined
  if (isGap(found)) return found
  if (entry.extent === 'file') return gap(entry.path, 'tampered', 'stands there again')
  const after = kind.disarm(entry, found.bytes)
  return after !== null && sameBytes(after, found.bytes) ? undefined : gap(entry.path, 'tampered', 'the entry stands there again')
}
