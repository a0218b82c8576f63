// What the steps about the network share: policies put into force together, tried both ways, and taken back to what stood there before.
import type { Scene } from '../core/action.ts'
import type { Lifelines, NetworkControl, NetworkPolicy, NetworkState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Recorded, Undo } from '../core/journal.ts'
import type { Detail } from '../core/plan.ts'

export type Named = readonly (readonly [name: string, policy: NetworkPolicy])[]

const absent = gap('network', 'unsupported', 'nothing runs on a disk')

export function networkOf({ control }: Scene): NetworkControl | Gap {
  return control.network ?? absent
}

/** Of a step's detail; what is missing is empty. */
export function lifelinesIn(detail: Detail): Lifelines {
  const texts = (key: string): readonly string[] => listIn(detail, key).map(String)
  return {
    operators: texts('operators'),
    ports: listIn(detail, 'ports').map(Number),
    management: texts('management'),
    resolvers: texts('resolvers'),
  }
}

export function listIn(detail: Detail, key: string): readonly (string | number)[] {
  const value = detail[key]
  return Array.isArray(value) ? value : []
}

/** The way back: what stands under these names, in the order in which they are put into force. */
export function captured(names: readonly string[], scene: Scene): Undo | Gap {
  const network = networkOf(scene)
  if (isGap(network)) return network
  const was: Record<string, NetworkState | null> = {}
  for (const name of names) {
    const state = network.capture(name)
    if (isGap(state)) return state
    was[name] = state ?? null
  }
  return { was }
}

/** Puts them into force, and a Gap when something forbidden still gets out or something needed does not work any more. */
export function enforce(policies: Named, lifelines: Lifelines, scene: Scene, seconds?: number): Gap | undefined {
  const network = networkOf(scene)
  if (isGap(network)) return network
  const pending = policies.filter(([name, policy]) => network.holds(name, policy) !== undefined)
  const before = network.working(lifelines)
  for (const [name, policy] of pending) {
    const failed = network.install(name, policy, seconds) ?? network.leak(policy)
    if (failed !== undefined) return failed
  }
  const after = new Set(network.working(lifelines))
  const lost = before.find(what => !after.has(what))
  return lost === undefined ? undefined : gap(lost, 'tampered', 'does not work any more')
}

/** The last that was put into force first. */
export function takenBack({ undo }: Recorded, scene: Scene): Gap | undefined {
  const network = networkOf(scene)
  if (isGap(network)) return network
  const was = undo['was'] as Readonly<Record<string, NetworkState | null>>
  for (const [name, state] of Object.entries(was).toReversed()) {
    const failed = network.restore(name, state ?? undefined)
    if (failed !== undefined) return failed
  }
  return undefined
}

export function allHold(policies: Named, scene: Scene): Gap | undefined {
  const network = networkOf(scene)
  if (isGap(network)) return network
  return policies.map(([name, policy]) => network.holds(name, policy)).find(failed => failed !== undefined)
}
