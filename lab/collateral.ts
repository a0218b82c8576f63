// What a response broke that was not the intruder's: decoys, and files of the system that were as Debian made them.
import { differing, type Tree } from './tree-digest.ts'
import { changesByItself, type Witness } from './witness.ts'

/**
 * Compared with two looks before, so that what changes by itself is not blamed on the response. Of a decoy all that was so in both must still be
 * so; a file of the image that nobody had touched must still be as it was.
 */
export function collateral(image: Tree, [first, second]: readonly [Witness, Witness], after: Witness): string[] {
  const decoys = [...second.states].flatMap(([thing, states]) => {
    const lasting = states.filter(state => first.states.get(thing)?.includes(state))
    const lost = lasting.filter(state => !after.states.get(thing)?.includes(state))
    return lost.map(state => `${thing.note}: no longer ${state.length > 100 ? 'the same file' : state}`)
  })
  const system = [...image].flatMap(([path, node]) => {
    if (node.type === 'directory' || changesByItself(path)) return []
    const [was, is] = [second.tree.get(path), after.tree.get(path)]
    if (was === undefined || differing(node, was).length > 0) return []
    return is === undefined ? [`${path} is gone`] : differing(was, is).map(what => `${path}: another ${what}`)
  })
  return [...decoys, ...system]
}
