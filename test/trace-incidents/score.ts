// How well tracing tells labelled incidents: how often it is right, and whether it is as sure as it may be.
import type { EntryModel } from '../../src/core/entry-model.ts'
import type { Patches } from '../../src/core/patch.ts'
import type { Trace } from '../../src/core/trace.ts'
import { utcZone } from '../../src/core/zone.ts'
import { logFormats } from '../../src/parse/logs/index.ts'
import { footprintsOf } from '../../src/trace/footprints.ts'
import { readLogs } from '../../src/trace/read/read-logs.ts'
import { standingOf } from '../../src/trace/standing.ts'
import { traceIncident } from '../../src/trace/trace.ts'
import { type Labelled, labelledIncident } from './make.ts'
import { iso } from './scene.ts'

export interface Score {
  readonly incidents: number
  readonly top1: number
  readonly top3: number
  /** Mean over incidents of the squared error of the probability of the answer that is told first. */
  readonly brier: number
  /** Expected calibration error over ten bins of the first answer's probability. */
  readonly ece: number
  /** Above 0.9 and wrong. */
  /** The part of it by which it is surer than it is right. */
  readonly overconfidence: number
  readonly confidentWrong: number
  /** Of each tenth of probability: how many, how sure on average, how many were right. */
  readonly bins: readonly string[]
  readonly wrong: readonly string[]
}

export function traced({ scene }: Labelled, model: EntryModel, patches: Patches): Trace {
  const host = scene.host()
  const incident = scene.incident()
  const { events, sources, gaps } = readLogs(host, logFormats, { zone: utcZone, around: iso(scene.anchor), patches })
  return traceIncident({
    host: 'web1',
    incident,
    at: iso(scene.scan),
    zone: 'UTC',
    events,
    sources,
    gaps,
    standing: standingOf(incident, scene.facts(), footprintsOf(host)),
    model,
  })
}

export function scoreOf(seed: number, count: number, model: EntryModel, patches: Patches): Score {
  const bins = Array.from({ length: 10 }, () => ({ sure: 0, right: 0, count: 0 }))
  const wrong: string[] = []
  let [top1, top3, brier, confidentWrong] = [0, 0, 0, 0]
  for (let number = 0; number < count; number++) {
    const labelled = labelledIncident(seed, number)
    const { candidates } = traced(labelled, model, patches)
    const [first] = candidates
    const right = labelled.truths.includes(first.id)
    // Where several answers are as good, what is told is that it is one of them.
    const sure = right ? candidates.filter(c => labelled.truths.includes(c.id)).reduce((sum, c) => sum + c.posterior, 0) : first.posterior
    const bin = bins[Math.min(9, Math.floor(sure * 10))]!
    bin.count++
    bin.sure += sure
    if (right) {
      top1++
      bin.right++
    } else {
      wrong.push(
        `${seed}/${number} ${labelled.way} as ${labelled.truths} (${labelled.fate}${labelled.scene.alive ? ', alive' : ''}): ${candidates
          .slice(0, 3)
          .map(c => `${c.id} ${c.posterior.toFixed(2)}`)
          .join(', ')}`,
      )
      if (first.posterior > 0.9) confidentWrong++
    }
    if (candidates.slice(0, 3).some(c => labelled.truths.includes(c.id))) top3++
    brier += (sure - (right ? 1 : 0)) ** 2
  }
  const told = bins.flatMap((b, i) =>
    b.count === 0 ? [] : [`${i / 10}: ${b.count}, sure ${(b.sure / b.count).toFixed(2)}, right ${(b.right / b.count).toFixed(2)}`],
  )
  const ece = bins.reduce((sum, b) => sum + Math.abs(b.sure - b.right), 0) / count
  const overconfidence = bins.reduce((sum, b) => sum + Math.max(0, b.sure - b.right), 0) / count
  return {
    incidents: count,
    top1: top1 / count,
    top3: top3 / count,
    brier: brier / count,
    ece,
    overconfidence,
    confidentWrong,
    bins: told,
    wrong,
  }
}
