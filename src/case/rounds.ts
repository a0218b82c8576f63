// Rounds of one response: whether a plan made after a look holds anything that was not tried in this way before.
import type { Plan, Step } from '../core/plan.ts'

/** A copier or a fork storm may leave something that was not there when the plan was made; what is there after three rounds is for a person. */
export const mostRounds = 3

export interface Tried {
  readonly steps: ReadonlySet<string>
}

export function triedBy(plans: readonly Plan[]): Tried {
  return { steps: new Set(plans.flatMap(p => p.steps.map(keyOf))) }
}

/** Plans with a step about something else than before, or about the same in another state. */
export function freshPlans<T extends { readonly plan: Plan }>(made: readonly T[], { steps }: Tried): readonly T[] {
  return made.filter(({ plan }) => plan.steps.some(step => !steps.has(keyOf(step))))
}

function keyOf({ action, target, before }: Step): string {
  return JSON.stringify([action, target, before])
}
