// Processes that were frozen and not ended: somebody must be told that they stand still, and how they go on.
import { JournalError } from '../core/journal.ts'
import type { Text } from '../core/text.ts'
import type { OpenCase } from '../store/cases.ts'

/** undefined when none stands still by this case. */
export function stillFrozen({ id, plan, journal }: Pick<OpenCase, 'id' | 'plan' | 'journal'>): Text | undefined {
  const stands = (step: string): boolean => journal.standing(step) === 'done' || journal.standing(step) === 'intended'
  // A group is ended with all its processes: their own steps are moot then.
  if (plan.steps.some(s => s.action === 'kill-group' && stands(s.id))) return undefined
  const isEnded = (step: string): boolean => stands(step) || journal.standing(step) === 'moot'
  const ended = new Set(plan.steps.filter(s => s.action === 'kill-process' && isEnded(s.id)).map(s => s.detail['pid']))
  const frozen = plan.steps.filter(s => s.action === 'freeze-processes' && stands(s.id)).flatMap(s => s.detail['pids'])
  const count = frozen.filter(pid => typeof pid === 'number' && !ended.has(pid)).length
  if (count === 0) return undefined
  return {
    zh: `${count} 个进程仍处于冻结状态,直到运行 davylamp undo ${id} 将其解冻`,
    en: `${count} ${count === 1 ? 'process stands' : 'processes stand'} still, frozen, until "davylamp undo ${id}" thaws ${count === 1 ? 'it' : 'them'}`,
  }
}

/** What broke, with who stands still because of it: one sentence. */
export function withFrozen(error: unknown, open: Pick<OpenCase, 'id' | 'plan' | 'journal'>): unknown {
  const frozen = error instanceof JournalError ? stillFrozen(open) : undefined
  if (frozen === undefined || !(error instanceof JournalError)) return error
  return new JournalError(error.code, { zh: `${error.said.zh};${frozen.zh}`, en: `${error.said.en}; ${frozen.en}` })
}
