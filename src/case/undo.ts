// Takes back what a journal says was done, the last first, and tells what cannot be taken back.
import type { Scene } from '../core/action.ts'
import type { Journal } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import { type Actions, guarded, messageOf, phrase } from './perform.ts'

/** undone: taken back now · gone: cannot be taken back by its nature · failed: it should have been possible · left: the journal broke before it. */
export interface Undone {
  readonly step: Step
  readonly result: 'undone' | 'gone' | 'failed' | 'left'
  readonly detail: string
}

/** The steps that stand, in the order in which they are to be taken back. */
export function standing(plan: Pick<Plan, 'steps'>, journal: Journal): readonly Step[] {
  const begun = new Map<string, number>()
  for (const record of journal.records) if (record.event === 'intent') begun.set(record.step, record.sequence)
  const first = (step: Step): number => Math.min(...plan.steps.filter(s => s.stage === step.stage).map(s => begun.get(s.id) ?? Infinity))
  const rank = (step: Step): number => (step.undoneLast === true ? first(step) - 0.5 : (begun.get(step.id) ?? 0))
  return plan.steps.filter(({ id }) => ['done', 'intended'].includes(journal.standing(id))).toSorted((a, b) => rank(b) - rank(a))
}

/** Takes back all that stands, or one step of it. */
export function* undo(
  plan: Pick<Plan, 'steps'>,
  scene: Scene,
  actions: Actions,
  journal: Journal,
  only?: string,
): Generator<Undone, void, void> {
  let stopped = false
  for (const step of standing(plan, journal)) {
    if (only !== undefined && step.id !== only) continue
    if (stopped) {
      yield { step, result: 'left', detail: 'stopped before' }
      continue
    }
    try {
      yield takeBack(step, scene, actions, journal)
      if (only !== undefined) tellAgain(step, plan, scene, actions, journal)
    } catch (error) {
      // Only the journal and the vault get here. Undoing is repeatable: when only its record is missing, the next undo finds it done.
      stopped = true
      yield { step, result: 'failed', detail: messageOf(error) }
    }
  }
}

/** Who was told of a stage is told of the one step of it that was taken back; the others still stand, and so does the telling. */
function tellAgain({ id, stage }: Step, plan: Pick<Plan, 'steps'>, scene: Scene, actions: Actions, journal: Journal): void {
  for (const step of standing(plan, journal)) {
    const go = step.undoneLast === true && step.stage === stage && step.id !== id ? journal.resume(step) : undefined
    if (go !== undefined) guarded(step, () => actions.get(step.action)?.undo(go, scene))
  }
}

function takeBack(step: Step, scene: Scene, actions: Actions, journal: Journal): Undone {
  const action = actions.get(step.action)
  const go = journal.resume(step)
  if (action === undefined || go === undefined) return { step, result: 'failed', detail: `there is no action "${step.action}"` }
  const hindrance = guarded(step, () => action.undo(go, scene))
  if (hindrance !== undefined) return { step, result: step.reversible ? 'failed' : 'gone', detail: phrase(hindrance) }
  journal.note('undone', step, '')
  return { step, result: 'undone', detail: '' }
}
