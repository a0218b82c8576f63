// The contract of src/detect: from facts to findings, pure and without waiting.
import type { EntityId } from './entity.ts'
import type { FactKind, Facts } from './facts.ts'
import { type Finding, findingId } from './finding.ts'
import type { Intel } from './intel.ts'
import type { About } from './module.ts'
import type { Some } from './some.ts'

export interface Detector extends About {
  readonly needs: Some<FactKind>
  /** `leads`: the things that findings of earlier rounds already accuse; empty in the first round. Same input, same findings. */
  detect(facts: Facts, intel: Intel, leads: ReadonlySet<EntityId>): Iterable<Finding>
}

/** What a detector says; its id, name and techniques are filled in from the detector. */
export type Saying = Omit<Finding, 'id' | 'detector' | 'techniques'> & { readonly techniques?: readonly string[] }

/** A finding in the name of a detector. */
export function say(detector: Pick<Detector, 'id' | 'techniques'>, saying: Saying): Finding {
  const id = findingId(detector.id, saying.about, saying.evidence[0].locator)
  return { id, detector: detector.id, techniques: detector.techniques, ...saying }
}
