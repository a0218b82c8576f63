// How well a tracing hit its label, and how well many of them hit together: first and third place, Brier score, calibration, minutes of error.
import type { Trace } from '../src/core/trace.ts'
import { type Label, type MomentName, moments } from './incident.ts'

export interface TraceMarks {
  readonly name: string
  readonly way: string
  /** What was told, the likeliest first. */
  readonly ranked: readonly { readonly id: string; readonly posterior: number }[]
  /** 1 is the first place; Infinity when the truth is not among them. */
  readonly place: number
  /** Posterior of the truth. */
  readonly truth: number
  /** Minutes between what is told and what was, by moment; null where a moment is not told. */
  readonly minutes: Partial<Readonly<Record<MomentName, number | null>>>
  /** What else is told wrongly: address, account, request. */
  readonly wrong: readonly string[]
  /** Seconds that the tracing took. */
  readonly seconds: number
  /** Why there are no marks. */
  readonly failed?: string
}

/** Pure; `truth` in milliseconds. */
export function judge(
  name: string,
  label: Label,
  truth: ReadonlyMap<MomentName, number>,
  trace: Pick<Trace, 'candidates' | 'moments'>,
  seconds: number,
): TraceMarks {
  const right = [label.way, ...(label.also ?? [])]
  const ranked = trace.candidates.map(({ id, posterior }) => ({ id, posterior }))
  const place = ranked.findIndex(({ id }) => right.includes(id)) + 1 || Infinity
  const entry = trace.candidates.find(({ id }) => right.includes(id))?.entry
  const wrong = (['address', 'user', 'by'] as const).flatMap(what => {
    const [expected, told] = [label[what], entry?.[what]]
    if (expected === undefined) return []
    const same = what === 'by' ? (told ?? '').toLowerCase().includes(expected.toLowerCase()) : told === expected
    return same ? [] : [`${what} ${told ?? 'untold'} instead of ${expected}`]
  })
  const minutes = Object.fromEntries(
    moments.flatMap(moment => {
      const at = truth.get(moment)
      const told = trace.moments[moment]
      return at === undefined ? [] : [[moment, told === undefined ? null : Math.abs(Date.parse(told.at) - at) / 60_000]]
    }),
  )
  const posterior = ranked.filter(({ id }) => right.includes(id)).reduce((sum, c) => sum + c.posterior, 0)
  return { name, way: label.way, ranked, place, truth: posterior, minutes, wrong, seconds }
}

export interface TraceTotal {
  readonly hosts: number
  readonly top1: number
  readonly top3: number
  /** Mean over the incidents of the squared errors summed over all ways (Brier 1950): 0 is perfect, 2 the worst. */
  readonly brier: number
  /** Expected calibration error of the first place, ten equal bins. */
  readonly ece: number
  /** Said with more than 0.9, and wrong. */
  readonly confidentWrong: readonly string[]
  readonly medianMinutes: number
  readonly maxMinutes: number
  /** Moments that are not told. */
  readonly untold: number
  readonly failed: readonly string[]
}

const confident = 0.9
const bins = 10

export function totalOf(all: readonly TraceMarks[]): TraceTotal {
  const marks = all.filter(({ failed }) => failed === undefined)
  const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length)
  const minutes = marks.flatMap(m => Object.values(m.minutes))
  const told = minutes.filter(m => m !== null).toSorted((a, b) => a - b)
  return {
    hosts: all.length,
    top1: mean(marks.map(({ place }) => (place === 1 ? 1 : 0))),
    top3: mean(marks.map(({ place }) => (place <= 3 ? 1 : 0))),
    brier: mean(marks.map(brierOf)),
    ece: calibration(marks.map(({ ranked, place }) => ({ sure: ranked[0]?.posterior ?? 0, right: place === 1 }))),
    confidentWrong: marks.filter(({ ranked, place }) => place !== 1 && (ranked[0]?.posterior ?? 0) > confident).map(({ name }) => name),
    medianMinutes: told[told.length >> 1] ?? Number.NaN,
    maxMinutes: told.at(-1) ?? Number.NaN,
    untold: minutes.length - told.length,
    failed: all.filter(({ failed }) => failed !== undefined).map(({ name }) => name),
  }
}

/** All right answers together are one. */
function brierOf({ ranked, truth, way, place }: TraceMarks): number {
  const right = place === Infinity ? way : ranked[place - 1]?.id
  const spread = ranked.filter(({ id }) => id !== right).reduce((sum, { posterior }) => sum + posterior ** 2, 0)
  return (1 - truth) ** 2 + spread
}

export function calibration(said: readonly { readonly sure: number; readonly right: boolean }[]): number {
  const groups = Map.groupBy(said, ({ sure }) => Math.min(bins - 1, Math.floor(sure * bins)))
  const errors = [...groups.values()].map(group => {
    const sure = group.reduce((sum, s) => sum + s.sure, 0)
    const right = group.filter(s => s.right).length
    return Math.abs(sure - right)
  })
  return said.length === 0 ? Number.NaN : errors.reduce((a, b) => a + b, 0) / said.length
}

/** Below it `bin/lab trace` fails. */
export const bar = { top1: 0.85, top3: 0.97, brier: 0.15 }

export function passes({ top1, top3, brier, confidentWrong, failed }: TraceTotal): boolean {
  return top1 >= bar.top1 && top3 >= bar.top3 && brier <= bar.brier && confidentWrong.length === 0 && failed.length === 0
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

export function traceLine({ name, way, ranked, place, truth, minutes, wrong, seconds, failed }: TraceMarks): string {
  if (failed !== undefined) return `${name.padEnd(28)} FAILED: ${failed}`
  const top = ranked.slice(0, 3).map(({ id, posterior }) => `${id} ${posterior.toFixed(2)}`)
  const times = Object.entries(minutes).map(([moment, off]) => `${moment} ${off === null ? 'untold' : `${off.toFixed(1)} min`}`)
  const mark = place === 1 ? 'ok ' : place <= 3 ? 'top3' : 'WRONG'
  return [
    `${name.padEnd(28)} ${mark.padEnd(5)} truth ${way} ${truth.toFixed(2)}`,
    top.join(', '),
    times.join(', '),
    `${seconds.toFixed(1)} s`,
    ...wrong,
  ].join(' | ')
}

export function traceTotal(marks: readonly TraceMarks[]): { readonly text: string; readonly passed: boolean; readonly total: TraceTotal } {
  const total = totalOf(marks)
  const { hosts, top1, top3, brier, ece, confidentWrong, medianMinutes, maxMinutes, untold, failed } = total
  const passed = passes(total)
  const text = [
    `${hosts} incidents: first place ${percent(top1)} (bar ${percent(bar.top1)}), among the first three ${percent(top3)} (bar ${percent(bar.top3)})`,
    `Brier score ${brier.toFixed(3)} (bar ${bar.brier}), calibration error ${ece.toFixed(3)}, confident and wrong: ${confidentWrong.join(', ') || 'none'}`,
    `moments: median ${medianMinutes.toFixed(1)} min off, at most ${maxMinutes.toFixed(1)}; untold ${untold}`,
    ...(failed.length === 0 ? [] : [`failed: ${failed.join(', ')}`]),
    passed ? 'passed' : 'below the bar',
  ].join('\n')
  return { text, passed, total }
}
