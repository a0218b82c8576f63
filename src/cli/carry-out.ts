// Carries out an open case at the terminal: one line a step, stopping between two steps when asked to, never because the terminal went away.
import { setImmediate } from 'node:timers/promises'
import { type Outcome, type PerformOptions, perform } from '../case/perform.ts'
import type { Scene } from '../core/action.ts'
import type { Journal } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import { actionsById } from './actions.ts'
import { sayer } from './language.ts'
import { outcomeLine, tally } from './render-response.ts'
import { writeAll } from './write-all.ts'

/** A terminal that went away must not stop what was begun. */
export function tell(text: string): void {
  try {
    writeAll(text)
  } catch {}
}

/** While it runs, Ctrl-C and a request to end are only noted, and a lost connection is nothing. */
export async function unbroken<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const ignore = (): void => {}
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', ignore)
  try {
    return await work(stop.signal)
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', ignore)
  }
}

/** Performs the plan; what was not reached when somebody stopped it has no outcome. `contained` is told of processes that stand still now. */
export function carryOut(
  plan: Pick<Plan, 'steps'>,
  scene: Scene,
  journal: Journal,
  options: PerformOptions,
  lang: Lang,
  contained: (step: Step) => void | Promise<void> = () => {},
): Promise<readonly Outcome[]> {
  return unbroken(async stop => {
    const outcomes: Outcome[] = []
    for (const outcome of perform(plan, scene, actionsById, journal, options)) {
      outcomes.push(outcome)
      if (outcome.result !== 'left') tell(outcomeLine(outcome, lang))
      if (outcome.step.stage === 'contain' && (outcome.result === 'done' || outcome.result === 'already')) await contained(outcome.step)
      await setImmediate()
      if (!stop.aborted) continue
      tell(`${sayer(lang)({ zh: '已应要求在两个步骤之间停下。', en: 'Stopped between two steps, as asked.' })}\n`)
      break
    }
    tell(tally(outcomes, lang))
    return outcomes
  })
}
