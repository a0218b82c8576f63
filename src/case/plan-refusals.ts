// Refusals that the planner itself makes: what it cannot look at closely enough to name it without doubt.
import type { EntityId } from '../core/entity.ts'
import type { Gap } from '../core/gap.ts'
import type { Refusal } from '../core/plan.ts'
import { text } from './plan-draft.ts'

/** A thing whose state cannot be taken down cannot be checked again before it is changed. */
export function unreadable(target: EntityId, path: string, { why, detail }: Gap): Refusal {
  const reason = detail === '' ? why : `${why}: ${detail}`
  return {
    guard: 'known-state',
    target,
    why: text(
      `无法读取 ${path} 的当前状态(${reason}),不能保证改动的正是它。`,
      `The state of ${path} cannot be taken down (${reason}): nothing would ensure that it is the thing that is meant.`,
    ),
  }
}
