// What davylamp itself wrote down on a host while it answered, read from outside: how many steps, and when.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type CaseView, listCases } from '../src/store/cases.ts'

/** Where davylamp keeps its state on a host. */
export const stateFolder = '/var/lib/davylamp'

/** The cases on a host, the oldest first; one that cannot be told is an error of the tool. */
export function casesOn(root: string): CaseView[] {
  const found = listCases(join(root, stateFolder)).toReversed()
  return found.map(one => {
    if ('broken' in one) throw new Error(`case ${one.id}: ${one.broken.said.en}`)
    return one
  })
}

/** Number of steps that were done, over all cases. */
export function doneSteps(cases: readonly CaseView[]): number {
  return cases.reduce((n, { records }) => n + records.filter(({ event }) => event === 'done').length, 0)
}

/** Unix time in ms at which a plan was kept. */
export function plannedAt({ folder }: CaseView): number {
  return statSync(join(folder, 'plan.json')).mtimeMs
}

export const freezing = ['freeze-processes']
export const killing = ['kill-process', 'kill-group']

/**
 * Milliseconds from the keeping of the plan (the operator has said yes, nothing is touched yet) until the last step of these actions was done;
 * undefined when there was none.
 */
export function lastDone(one: CaseView, actions: readonly string[]): number | undefined {
  const { records } = one
  const began = plannedAt(one)
  const times = records.filter(({ event, action }) => event === 'done' && actions.includes(action)).map(({ at }) => Date.parse(at) - began)
  return times.length === 0 ? undefined : Math.max(...times)
}
