// The units of services that a step is about, by the manager that has them.
import type { Step } from '../core/plan.ts'

/** Of `detail.units`, each "manager name": the manager 'system' or the uid of a user. */
export function unitsIn({ detail }: Step): ReadonlyMap<string, readonly string[]> {
  const units = Array.isArray(detail['units']) ? detail['units'].map(String) : []
  const pairs = units.map(text => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)] as const)
  return new Map([...Map.groupBy(pairs, ([manager]) => manager)].map(([manager, list]) => [manager, list.map(([, name]) => name)]))
}

/** Whether a unit in memory is the planned one, or was made from it as a template ("x@1.service" from "x@.service"). */
export function isUnit(name: string, planned: string): boolean {
  return name === planned || (planned.includes('@.') && name.replace(/@.*(?=\.[a-z]+$)/, '@') === planned)
}
