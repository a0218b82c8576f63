// One file as it was and as it is to be: how actions change files and take that back, the same way whatever the change is.
import type { Scene } from './action.ts'
import type { FileState } from './control.ts'
import { type Gap, gap, isGap } from './gap.ts'
import type { Recorded, Undo } from './journal.ts'
import { realPath } from './real-path.ts'

/** Plain JSON. `was` or `will` is absent where nothing stood or is to stand; the bytes of both lie in the vault under their sha256. */
export interface FileChange {
  readonly path: string
  readonly was?: FileState | undefined
  readonly will?: FileState | undefined
}

/** Enough for what miners bring along; a larger file is left to a person. */
export const mostBytes = 256 << 20

/** What stands at a path now, a symlink itself where one is the last part; undefined when nothing does. The state's path is one without symlinks. */
export function captured(scene: Scene, path: string): { readonly state: FileState; readonly bytes: Uint8Array } | undefined | Gap {
  const real = realPath(scene.host.files, path, 'keep')
  const found = isGap(real) ? real : scene.control.files.capture(real, mostBytes)
  if (isGap(found)) return found.why === 'absent' ? undefined : found
  const { buffer, byteOffset, length } = found.bytes
  // Plain bytes: slice() of a Buffer shares them, and whoever edits a copy would edit what is to be kept.
  return { state: found.state, bytes: new Uint8Array(buffer, byteOffset, length) }
}

/** The undo of a step that changes files, in this order. */
export function changesAsUndo(changes: readonly FileChange[]): Undo {
  return { changes }
}

/** Makes each file what it is to be; files that are so already stay untouched. */
export function applyChanges({ undo }: Recorded, scene: Scene): Gap | undefined {
  for (const { path, was, will } of changesIn(undo)) {
    const hindrance = bring(scene, path, was, will, 'there')
    if (hindrance !== undefined) return hindrance
  }
  return undefined
}

/** Makes each file what it was, the last change first; one that somebody else has changed since stays, is told, and does not keep the others from coming back. */
export function undoChanges({ undo }: Recorded, scene: Scene): Gap | undefined {
  let first: Gap | undefined
  for (const { path, was, will } of changesIn(undo).toReversed()) {
    const hindrance = bring(scene, path, will, was, 'back')
    first ??= hindrance
  }
  return first
}

function changesIn(undo: Undo): readonly FileChange[] {
  return Array.isArray(undo['changes']) ? (undo['changes'] as readonly FileChange[]) : []
}

function bring(scene: Scene, path: string, from: FileState | undefined, to: FileState | undefined, way: 'there' | 'back'): Gap | undefined {
  const now = captured(scene, path)
  if (isGap(now)) return now
  if (isLike(now?.state, to)) return way === 'back' && to !== undefined ? tidied(scene, to, now?.state) : undefined
  if (!isLike(now?.state, from)) return gap(path, 'tampered', 'is not what this step knows; somebody changed it since')
  if (to === undefined) return now && scene.control.files.remove(now.state)
  const bytes = scene.vault.fetch(to.sha256)
  if (bytes === undefined) return gap(path, 'absent', 'its content is not in the vault')
  // Only content changes: daemons that go by modification times are to notice. Taking it back brings the old times, too.
  if (way === 'there' && now !== undefined && isLike({ ...now.state, sha256: to.sha256 }, to))
    return scene.control.files.rewrite(now.state, bytes)
  return scene.control.files.restore(to, bytes, now?.state)
}

/** A run that was cut short before it changed the file may have left its folder's times changed, or a new file beside it. */
function tidied({ control, vault }: Scene, to: FileState, now: FileState | undefined): Gap | undefined {
  const bytes = vault.fetch(to.sha256)
  return bytes === undefined ? undefined : control.files.restore(to, bytes, now)
}

/** All but times and inode numbers: what a reader of the file, or the kernel that runs it, goes by. */
function isLike(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  const names = Object.keys(a.xattrs)
  return (
    a.sha256 === b.sha256 &&
    a.link === b.link &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid &&
    a.immutable === b.immutable &&
    a.appendOnly === b.appendOnly &&
    names.length === Object.keys(b.xattrs).length &&
    names.every(name => a.xattrs[name] === b.xattrs[name])
  )
}
