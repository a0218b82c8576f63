// What is left for people, from the plan, from tracing and from what was refused, each thing once, the most urgent first.
import { type EntityId, nameOf } from '../core/entity.ts'
import { type Instant, instantOf } from '../core/instant.ts'
import { type Deadline, deadlines } from '../core/plan.ts'
import type { ReportCase } from '../core/report.ts'
import type { Text } from '../core/text.ts'
import { deedsOf } from './deeds.ts'

export interface ToDo {
  readonly title: Text
  /** Without one: before the case is closed. */
  readonly by?: Deadline | undefined
  readonly targets: readonly EntityId[]
  readonly command?: string | undefined
}

const due: Readonly<Record<Deadline, Text & { readonly hours: number }>> = {
  hour: { hours: 1, zh: '1 小时内', en: 'within the hour' },
  day: { hours: 24, zh: '24 小时内', en: 'within 24 hours' },
  week: { hours: 168, zh: '7 天内', en: 'within 7 days' },
}

/** On paper there is no "today": hours count from the plan, or from the tracing that found it. */
export function dueAt({ plan, trace, at }: ReportCase, by: Deadline): Instant {
  return instantOf(Date.parse(plan?.createdAt ?? trace?.at ?? at) + due[by].hours * 3_600_000) ?? at
}

export function dueText(by: Deadline | undefined): Text {
  return by === undefined ? { zh: '结案之前', en: 'before the case is closed' } : due[by]
}

export function toDoOf(report: ReportCase): readonly ToDo[] {
  const { plan, records, trace } = report
  const acted = records.length > 0
  const advice = (plan?.advice ?? []).filter(a => !(acted && a.before === true))
  const closing = trace?.closing ?? []
  const refused = (plan?.refused ?? []).map(
    ({ target, why }): ToDo => ({
      title: { zh: `由您处理 ${nameOf(target)}:${why.zh}`, en: `deal with ${nameOf(target)} yourself: ${why.en}` },
      targets: [target],
    }),
  )
  const failed = deedsOf(plan, records)
    .filter(d => d.standing === 'failed' || (acted && d.standing === 'pending'))
    .map(
      ({ step }): ToDo => ({
        title: { zh: `未完成的步骤 ${step.id}:${step.title.zh}`, en: `finish step ${step.id}: ${step.title.en}` },
        targets: [step.target],
      }),
    )
  const all: readonly ToDo[] = [...unanswered(report), ...closing, ...failed, ...advice, ...refused]
  const once = [...new Map(all.map(item => [item.title.en, item])).values()]
  return once.toSorted((a, b) => rank(a) - rank(b))
}

/** What is found and not cleaned is the first thing to do, and a way in that nobody asked for the second. */
function unanswered({ incident: { id, verdict }, state, trace }: ReportCase): readonly ToDo[] {
  if (verdict !== 'mining' && verdict !== 'suspicious') return []
  const clean: ToDo = {
    title: {
      zh: '清除恶意程序:目前仍未处置(先给出方案,确认后才执行,可撤销)',
      en: 'clean the host: what was found is not dealt with (the plan is shown first, you are asked once, and it can be undone)',
    },
    by: 'hour',
    targets: [],
    command: `davylamp respond ${id}`,
  }
  const ask: ToDo = {
    title: { zh: '查明入侵途径,否则可能再次被入侵', en: 'find out how they got in, or they may come again' },
    by: 'day',
    targets: [],
    command: `davylamp trace ${id}`,
  }
  const isOpen = state === undefined || state.phase === 'planned' || state.phase === 'reinfected'
  return [...(isOpen ? [clean] : []), ...(trace === undefined ? [ask] : [])]
}

function rank({ by }: ToDo): number {
  return by === undefined ? deadlines.length : deadlines.indexOf(by)
}
