// Preparing an edit of one file: the state it is planned on, the new bytes, and both kept before anything happens.
import type { Scene } from '../core/action.ts'
import { sameBytes } from '../core/bytes.ts'
import { captured, type FileChange } from '../core/file-change.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'
import { realPath } from '../core/real-path.ts'
import { expectLeft, isPlanned } from './planned-content.ts'

interface EditOptions {
  readonly drift?: 'checked' | 'by the edit itself'
  /** Whether nothing of what was to be taken out is left: asked when an earlier step changed the file and the edit changes nothing more. */
  readonly gone?: (bytes: Uint8Array) => boolean
}

/**
 * The change that gives a regular file the bytes that `edit` makes of it. A Gap for drift, and when `edit` finds nothing to change;
 * undefined when an earlier step has done it already (the same bytes were listed twice).
 */
export function editOf(
  step: Step,
  scene: Scene,
  path: string,
  edit: (before: Uint8Array) => Uint8Array | Gap,
  { drift = 'checked', gone = () => false }: EditOptions = {},
): FileChange | undefined | Gap {
  const real = realPath(scene.host.files, path, 'follow')
  const found = isGap(real) ? real : captured(scene, real)
  if (isGap(found)) return found
  if (found === undefined) return gap(path, 'absent', 'is there no more')
  const { state: was, bytes } = found
  if (was.link !== undefined) return gap(path, 'unsupported', 'is a symlink')
  if (drift === 'checked' && !isPlanned(step, was, scene.vault)) return gap(path, 'tampered', 'changed since the plan was made')
  const after = edit(bytes)
  if (isGap(after)) return after
  if (sameBytes(after, bytes)) {
    const byEarlierStep = was.sha256 !== step.before && gone(bytes)
    return byEarlierStep ? undefined : gap(path, 'absent', 'what was to be taken out is there no more, or more than once')
  }
  scene.vault.keep(bytes)
  const will = { ...was, size: after.length, sha256: scene.vault.keep(after) }
  expectLeft(will, scene.vault)
  return { path: was.path, was, will }
}

/** The change that takes a file or symlink away, its content kept. */
export function removalOf(
  scene: Scene,
  path: string,
  isIt: (found: NonNullable<Exclude<ReturnType<typeof captured>, Gap>>) => Gap | undefined,
): FileChange | Gap {
  const found = captured(scene, path)
  if (isGap(found)) return found
  if (found === undefined) return gap(path, 'absent', 'is there no more')
  const wrong = isIt(found)
  if (wrong !== undefined) return wrong
  scene.vault.keep(found.bytes)
  return { path: found.state.path, was: found.state }
}
