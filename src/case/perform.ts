// Performs a plan step by step: the way back is on disk before anything is touched, and what cannot be done stops only what builds on it.
import type { Action, Scene } from '../core/action.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { type Journal, JournalError, type Recorded } from '../core/journal.ts'
import { type Plan, type Stage, type Step, stages } from '../core/plan.ts'

/** What a person chooses from: everything that calms, everything that cleans, everything that repairs. */
export const groups = {
  contain: ['contain', 'evidence'],
  eradicate: ['disarm', 'kill', 'vault'],
  recover: ['recover', 'harden'],
} as const satisfies Readonly<Record<string, readonly Stage[]>>
export type Group = keyof typeof groups

/**
 * done: performed now · already: the journal says so, a run that was cut short had done it, or it is gone by itself · would: a dry run found no hindrance ·
 * refused: not touched (drift, a guard) · failed: began and did not hold · blocked: a step it builds on is not done · left: not chosen, or stopped before.
 */
export type Result = 'done' | 'already' | 'would' | 'refused' | 'failed' | 'blocked' | 'left'

export interface Outcome {
  readonly step: Step
  readonly result: Result
  /** Why, for everything that is not done: one short phrase in English. */
  readonly detail: string
  /** The journal cannot be written any more: nothing further is touched. */
  readonly stops?: boolean | undefined
}

export interface PerformOptions {
  readonly only?: Group | undefined
  readonly step?: string | undefined
  readonly dryRun?: boolean | undefined
}

export type Actions = ReadonlyMap<string, Action>

/** The steps in the order of performing: by stage, within a stage after what they build on, else as planned. */
export function ordered(steps: readonly Step[]): readonly Step[] {
  return stages.flatMap(stage => {
    const waiting = steps.filter(s => s.stage === stage)
    const sorted: Step[] = []
    while (waiting.length > 0) {
      const free = waiting.findIndex(s => !s.after.some(id => waiting.some(w => w !== s && w.id === id)))
      sorted.push(...waiting.splice(Math.max(free, 0), 1))
    }
    return sorted
  })
}

/** One outcome after the other; who stops asking stops between two steps. */
export function* perform(
  plan: Pick<Plan, 'steps'>,
  scene: Scene,
  actions: Actions,
  journal: Journal,
  options: PerformOptions = {},
): Generator<Outcome, void, void> {
  const performer = new Performer(scene, actions, journal, options.dryRun === true)
  const chosen = (step: Step): boolean =>
    (options.only === undefined || groups[options.only].some(s => s === step.stage)) && (options.step ?? step.id) === step.id
  const missing = (step: Step): string | undefined => step.after.find(id => !performer.stands(id, plan))
  let stopped = false
  for (const step of ordered(plan.steps)) {
    if (stopped || !chosen(step)) {
      yield { step, result: 'left', detail: stopped ? 'stopped before' : 'not chosen' }
      continue
    }
    const needs = missing(step)
    const outcome = needs === undefined ? performer.step(step) : { step, result: 'blocked' as const, detail: `needs ${needs} first` }
    stopped = outcome.stops === true
    yield outcome
  }
}

class Performer {
  private readonly scene: Scene
  private readonly actions: Actions
  private readonly journal: Journal
  private readonly dry: boolean
  /** Steps whose effect holds, or would hold, without a record. */
  private readonly met = new Set<string>()

  constructor(scene: Scene, actions: Actions, journal: Journal, dry: boolean) {
    this.scene = scene
    this.actions = actions
    this.journal = journal
    this.dry = dry
  }

  /** Whether a step that others build on is done, or would be. A step that is not in the plan is nobody's. */
  stands(id: string, { steps }: Pick<Plan, 'steps'>): boolean {
    return this.met.has(id) || this.journal.standing(id) === 'done' || !steps.some(s => s.id === id)
  }

  step(step: Step): Outcome {
    try {
      const action = this.actions.get(step.action)
      if (action === undefined) return { step, result: 'refused', detail: `there is no action "${step.action}"` }
      const standing = this.journal.standing(step.id)
      if (standing === 'done') return { step, result: 'already', detail: '' }
      if (this.dry) return this.rehearse(action, step)
      if (standing === 'intended') {
        const resumed = this.finish(action, step)
        if (resumed !== undefined) return resumed
      }
      return this.begin(action, step)
    } catch (error) {
      // Only the journal and the vault get here: without them nothing may be done any more.
      return { step, result: 'failed', detail: messageOf(error), stops: true }
    }
  }

  private rehearse(action: Action, step: Step): Outcome {
    const undo = guarded(step, () => action.prepare(step, this.scene))
    if (isGap(undo)) return this.needless(action, step, undo) ?? { step, result: 'refused', detail: phrase(undo) }
    this.met.add(step.id)
    return { step, result: 'would', detail: '' }
  }

  private begin(action: Action, step: Step): Outcome {
    const undo = guarded(step, () => action.prepare(step, this.scene))
    if (isGap(undo)) {
      const needless = this.needless(action, step, undo)
      if (needless !== undefined) return needless
      this.journal.note('failed', step, `refused: ${phrase(undo)}`)
      return { step, result: 'refused', detail: phrase(undo) }
    }
    return this.apply(action, this.journal.intent(step, undo))
  }

  /** What was to be changed is gone by itself and the effect holds: nothing is left to do, and nothing to take back. */
  private needless(action: Action, step: Step, { why }: Gap): Outcome | undefined {
    if (why !== 'absent' || guarded(step, () => action.verify(step, this.scene)) !== undefined) return undefined
    this.met.add(step.id)
    if (!this.dry && this.journal.standing(step.id) !== 'moot') this.journal.note('moot', step, 'gone by itself')
    return { step, result: 'already', detail: '' }
  }

  private apply(action: Action, go: Recorded): Outcome {
    const { step } = go
    const hindrance = guarded(step, () => action.apply(go, this.scene))
    if (hindrance === undefined) {
      this.journal.note('done', step, '')
      return { step, result: 'done', detail: '' }
    }
    const back = guarded(step, () => action.undo(go, this.scene))
    if (back === undefined) {
      this.journal.note('failed', step, `${phrase(hindrance)}; taken back`)
      return { step, result: 'failed', detail: phrase(hindrance) }
    }
    // It stays intended: a later run or an undo tries again what could not be taken back now.
    return { step, result: 'failed', detail: `${phrase(hindrance)}; not taken back: ${phrase(back)}` }
  }

  /** An earlier run ended between intent and done: finished when it holds, else taken back; undefined when it is to be done anew. */
  private finish(action: Action, step: Step): Outcome | undefined {
    const go = this.journal.resume(step)
    if (go === undefined) return undefined
    if (guarded(step, () => action.verify(step, this.scene)) === undefined) {
      this.journal.note('done', step, 'found done after an interruption')
      return { step, result: 'already', detail: '' }
    }
    if (guarded(step, () => action.undo(go, this.scene)) !== undefined) return this.apply(action, go)
    this.journal.note('undone', step, 'taken back after an interruption')
    return undefined
  }
}

/** What an action answers; an action that breaks is a failure of its step alone, a journal or vault that breaks is everybody's. */
export function guarded<T>(step: Step, act: () => T): T | Gap {
  try {
    return act()
  } catch (error) {
    if (error instanceof JournalError) throw error
    return gap(step.id, 'malformed', `stopped by an internal error: ${messageOf(error)}`)
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A hindrance as one short phrase. */
export function phrase({ source, why, detail }: Gap): string {
  return `${source}: ${detail === '' ? why : detail}`
}
