// Performs the plans of cases one after the other, evidence before everything else, and tells how it went as it goes.
import type { Outcome, PerformOptions } from '../case/perform.ts'
import type { Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import { type OpenCase, openCase, readCase } from '../store/cases.ts'
import { carryOut, tell } from './carry-out.ts'
import { confirmIsolation } from './confirm-isolation.ts'
import { keepEvidence, keepFileEvidence } from './keep-evidence.ts'
import { sayer } from './language.ts'
import { openHost, sceneOn } from './response.ts'
import { stillFrozen, withFrozen } from './still-frozen.ts'

/** Exit codes: 0 done, 1 something is left, 2 nothing was performed or the journal broke. */
export type Code = 0 | 1 | 2

interface Given extends PerformOptions {
  readonly root: string
  readonly state: string
  readonly lang: Lang
  readonly yes?: boolean
}

/** The outcomes of each case; fewer than cases when the journal broke or somebody asked to stop. Throws a JournalError. */
export async function performCases(ids: readonly string[], given: Given): Promise<readonly (readonly Outcome[])[]> {
  const outcomes: (readonly Outcome[])[] = []
  for (const id of ids) {
    if (ids.length > 1) tell(`\n${id}\n`)
    const performed = await withCases(given.state, [id], ([open]) => performOne(open!, given))
    outcomes.push(performed)
    if (codeOf(performed) === 2 || isCutShort(id, performed, given)) break
  }
  return outcomes
}

async function performOne(open: OpenCase, given: Given): Promise<readonly Outcome[]> {
  const { root, lang } = given
  const scene = sceneOn(openHost(root), open.vault)
  const contained = async (step: Step): Promise<void> => {
    keepEvidence(open, scene.host, step, lang)
    await confirmIsolation(step, scene, given.yes === true, lang)
  }
  try {
    keepFileEvidence(open, scene.host)
    const done = await carryOut(open.plan, scene, open.journal, given, lang, contained)
    const frozen = stillFrozen(open)
    if (frozen !== undefined) tell(`${sayer(lang)({ zh: `${frozen.zh}。`, en: `${frozen.en}.` })}\n`)
    return done
  } catch (error) {
    throw withFrozen(error, open)
  }
}

/** Nobody else acts on these cases meanwhile. */
export async function withCases<T>(state: string, ids: readonly string[], work: (open: readonly OpenCase[]) => Promise<T>): Promise<T> {
  const open: OpenCase[] = []
  try {
    for (const id of ids) open.push(openCase(state, id))
    return await work(open)
  } finally {
    for (const one of open) one.close()
  }
}

/** Somebody asked to stop: a plan that is gone through has an outcome for each step. */
export function isCutShort(id: string, outcomes: readonly Outcome[], { state }: Pick<Given, 'state'>): boolean {
  return outcomes.length < readCase(state, id).plan.steps.length
}

export function codeOf(outcomes: readonly Outcome[]): Code {
  if (outcomes.some(o => o.stops === true)) return 2
  return outcomes.some(o => o.result === 'refused' || o.result === 'failed' || o.result === 'blocked') ? 1 : 0
}

export function worst(codes: readonly Code[]): Code {
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0
}
