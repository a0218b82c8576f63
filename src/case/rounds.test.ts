import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '../core/plan.ts'
import { freshPlans, triedBy } from './rounds.ts'

const planOf = (...steps: readonly (readonly [target: string, before: string])[]): Plan =>
  ({ steps: steps.map(([target, before], i) => ({ id: `S${i}`, action: 'vault-file', target, before })) }) as unknown as Plan

test('a plan is fresh when a step of it is about something else, or about the same in another state', () => {
  const tried = triedBy([planOf(['file:/tmp/a', '1'], ['file:/tmp/b', '2'])])
  const again = { plan: planOf(['file:/tmp/b', '2']) }
  const changed = { plan: planOf(['file:/tmp/b', '2'], ['file:/tmp/a', '3']) }
  const moved = { plan: planOf(['file:/tmp/c', '1']) }
  assert.deepEqual(freshPlans([again, changed, moved, { plan: planOf() }], tried), [changed, moved])
})
