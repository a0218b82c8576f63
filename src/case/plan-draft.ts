// A step before it has a number, and what every part of the planner works with.
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Incident } from '../core/incident.ts'
import type { Step } from '../core/plan.ts'
import { type Some, some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import type { Accused } from './accused.ts'

export type Draft = Omit<Step, 'id' | 'after'>

/** What the parts of a plan are made of. */
export interface Ground {
  readonly incident: Incident
  readonly facts: Facts
  readonly host: HostView
  readonly accused: Accused
}

export function text(zh: string, en: string): Text {
  return { zh, en }
}

/** Ids of findings; those of the incident itself when none is given, so that a step never stands without a reason. */
export function reasons(findings: readonly Finding[], { incident }: Ground): Some<string> {
  return some([...new Set(findings.map(f => f.id))]) ?? [incident.findings[0].id]
}

/** Sentences behind each other. */
export function joined(first: Text, then: Text | undefined): Text {
  return then === undefined ? first : text(`${first.zh}${then.zh}`, `${first.en} ${then.en}`)
}

/** What is done about +i and +a of a file, where it has them; undefined where not. */
export function lockNote(path: string, { host }: Ground, isTaken: boolean): Text | undefined {
  const stat = host.files.lstat(path)
  const flags = isGap(stat) ? '' : `${stat.immutable === true ? 'i' : ''}${stat.appendOnly === true ? 'a' : ''}`
  if (flags === '') return undefined
  return isTaken
    ? text(`它的 +${flags} 标志会先解除,撤销时恢复。`, `Its flag +${flags} is lifted for that, and put back by undo.`)
    : text(`它的 +${flags} 标志只在改动时解除,随即恢复。`, `Its flag +${flags} is lifted only while it is changed.`)
}
