// What was done: the steps of a plan with where the journal says they stand.
import type { JournalRecord, Standing } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import { histories } from '../core/standing.ts'

export interface Deed {
  readonly step: Step
  readonly standing: Standing
  readonly record?: JournalRecord | undefined
}

export function deedsOf(plan: Plan | undefined, records: readonly JournalRecord[]): readonly Deed[] {
  const known = histories(records)
  return (plan?.steps ?? []).map(step => ({ step, standing: known.get(step.id)?.standing ?? 'pending', record: known.get(step.id)?.last }))
}

export function countOf(deeds: readonly Deed[], ...standings: readonly Standing[]): number {
  return deeds.filter(d => standings.includes(d.standing)).length
}
