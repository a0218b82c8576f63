// One labelled incident from one seed.
import { chanceOf } from './chance.ts'
import { auth, background } from './noise.ts'
import { type Fate, Scene } from './scene.ts'
import { decoys, ways } from './ways.ts'

export interface Labelled {
  readonly way: string
  /** What honest answers are: "unknown" where nothing that tells of the way is left, several where what is left tells no more. */
  readonly truths: readonly string[]
  readonly fate: Fate
  readonly scene: Scene
}

const names = Object.keys(ways)

export function labelledIncident(seed: number, number: number): Labelled {
  const chance = chanceOf(seed * 100_003 + number)
  const way = names[number % names.length]!
  const scene = new Scene(chance)
  const fate = chance.one<Fate>(['kept', 'kept', 'kept', 'wiped', 'rotated', 'absent'])
  scene.serve('sshd', '0.0.0.0:22')
  background(scene, chance.one([0, 0.2, 1]), chance.is(0.6))
  decoys(scene, way)
  const { told, or = [] } = ways[way]!(scene, fate)
  // Who wipes one log wipes others; what is rotated is rotated by age.
  if (fate !== 'kept' && chance.is(0.5)) scene.fate(auth, fate)
  return { way, truths: told ? [way, ...or] : ['unknown'], fate, scene }
}
