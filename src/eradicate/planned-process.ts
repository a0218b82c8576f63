// The process that a step is about, read from the step's detail.
import type { ProcessState } from '../core/control.ts'
import { type Gap, gap } from '../core/gap.ts'
import type { Step } from '../core/plan.ts'

/** Of `detail.pid`, `detail.startTicks` and `detail.exe`; a Gap when one is missing, for a pid alone names nobody. */
export function identityIn({ id, detail }: Step): ProcessState | Gap {
  const { pid, startTicks, exe } = detail
  const told = typeof pid === 'number' && typeof startTicks === 'number' && typeof exe === 'string'
  return told && pid > 1 && Number.isSafeInteger(pid)
    ? { pid, startTicks, exe }
    : gap(id, 'malformed', 'the plan does not tell which process')
}
