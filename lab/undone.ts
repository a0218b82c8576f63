// Whether taking back a response brought back every byte: two trees and the firewall compared, less what others changed meanwhile.
import { dirname } from 'node:path'
import { bytesOf } from '../src/core/bytes.ts'
import type { CaseView } from '../src/store/cases.ts'
import { differences } from './tree-digest.ts'
import { changesByItself, type Witness } from './witness.ts'

/** Every path that the journals name, in a target or in a way back. */
export function touchedBy(cases: readonly CaseView[]): ReadonlySet<string> {
  const found = new Set<string>()
  const gather = (value: unknown): void => {
    if (typeof value === 'string' && value.startsWith('/')) found.add(Buffer.from(bytesOf(value)).toString('latin1'))
    else if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) [key, part].forEach(gather)
  }
  for (const { records } of cases) for (const { undo } of records) gather(undo)
  return found
}

/**
 * What is not as it was. Left out is what changed between the two looks before, or lies where daemons write; of a path that a step touched that is
 * not left out. What the intruder changed between the second look and `still` (Unix time in ms from which he could change nothing) is none of davylamp's: a path
 * whose time of change lies there, and one that came, went or became another kind of thing in a directory whose does, or one level below (he moves directories).
 */
export function notTakenBack(
  [first, second]: readonly [Witness, Witness],
  after: Witness,
  touched: ReadonlySet<string>,
  still: number,
): string[] {
  const restless = new Set(differences(first.tree, second.tree).map(({ path }) => path))
  const counts = (path: string): boolean => touched.has(path) || (!restless.has(path) && !changesByItself(path))
  const changed = differences(second.tree, after.tree)
  const moved = new Set(changed.filter(({ what }) => ['new', 'gone', 'type'].includes(what[0] ?? '')).map(({ path }) => path))
  const meanwhile = (path: string): boolean => {
    const time = Number(after.tree.get(path)?.mtimeNs ?? 0) / 1e6
    return time > second.at && time < still
  }
  const intruders = (path: string): boolean =>
    meanwhile(path) || (moved.has(path) && (meanwhile(dirname(path)) || meanwhile(dirname(dirname(path)))))
  const files = changed
    .filter(({ path }) => !intruders(path) && counts(path))
    .map(({ path, what }) => `${path}: ${what.join(', ')}${touched.has(path) ? '' : ' (no step names it)'}`)
  return after.firewall === second.firewall ? files : [...files, 'the firewall is another']
}
