// How far a case has come: planned, contained, eradicated, proving day by day, clean, or infected again. Pure: derived from records alone.
import type { Instant } from './instant.ts'
import type { JournalRecord } from './journal.ts'
import type { Plan, Stage } from './plan.ts'
import {
  type LookSchedule,
  type NextLook,
  nextLookOf,
  ordinarySchedule,
  type Proof,
  proofOf,
  provenAt,
  provingDays,
  type Verification,
} from './proof.ts'
import { histories } from './standing.ts'
import type { Text } from './text.ts'

export type CaseState =
  | { readonly phase: 'planned' }
  | { readonly phase: 'contained' }
  | { readonly phase: 'eradicated'; readonly since: Instant }
  /** `day` days of `of` had a quiet look; it can be clean at `until`, when every day from now on has one. */
  | { readonly phase: 'proving'; readonly day: number; readonly of: number; readonly since: Instant; readonly until: Instant }
  | { readonly phase: 'clean'; readonly since: Instant }
  | { readonly phase: 'reinfected'; readonly since: Instant }

const cleaning: readonly Stage[] = ['disarm', 'kill', 'vault']

/** The last cleaning step that is done or needless, and whether all are. */
interface Cleaned {
  readonly last: JournalRecord
  readonly whole: boolean
}

type Steps = Pick<Plan, 'steps'>

function cleanedBy({ steps }: Steps, records: readonly JournalRecord[]): Cleaned | undefined {
  const known = histories(records)
  const toClean = steps.filter(s => cleaning.includes(s.stage)).map(s => known.get(s.id))
  const met = toClean.flatMap(h => (h?.standing === 'done' || h?.standing === 'moot' ? [h.last] : []))
  if (met.length === 0) return undefined
  return { last: met.reduce((a, b) => (b.sequence > a.sequence ? b : a)), whole: met.length === toClean.length }
}

function proofAfter({ last }: Cleaned, looks: readonly Verification[], schedule: LookSchedule): Proof {
  return proofOf(
    last.at,
    looks.filter(({ after }) => after >= last.sequence),
    schedule,
  )
}

/** When the cleaning ended; undefined while nothing was cleaned. */
export function cleanedAt(plan: Steps, records: readonly JournalRecord[]): Instant | undefined {
  return cleanedBy(plan, records)?.last.at
}

/** When to look at the host next: never before anything was cleaned, nor after it is proven clean. */
export function nextLook(
  plan: Steps,
  records: readonly JournalRecord[],
  looks: readonly Verification[],
  schedule: LookSchedule = ordinarySchedule,
): NextLook | undefined {
  const cleaned = cleanedBy(plan, records)
  return cleaned === undefined ? undefined : nextLookOf(proofAfter(cleaned, looks, schedule), schedule)
}

/**
 * The state after everything on record. The clock of proving starts at the first quiet look after the last cleaning step, and anew at the first
 * quiet look after a hit. What was cleaned in part can be infected again, but proves nothing.
 */
export function caseStateOf(
  plan: Steps,
  records: readonly JournalRecord[],
  looks: readonly Verification[],
  schedule: LookSchedule = ordinarySchedule,
): CaseState {
  const cleaned = cleanedBy(plan, records)
  if (cleaned === undefined) return { phase: isContained(plan, records) ? 'contained' : 'planned' }
  const proof = proofAfter(cleaned, looks, schedule)
  const { start, hit, clean, days } = proof
  if (start === undefined && hit !== undefined) return { phase: 'reinfected', since: hit }
  if (!cleaned.whole) return { phase: isContained(plan, records) ? 'contained' : 'planned' }
  if (clean !== undefined) return { phase: 'clean', since: clean }
  const since = looks.find(l => Date.parse(l.at) === start)?.at
  if (since === undefined) return { phase: 'eradicated', since: cleaned.last.at }
  return { phase: 'proving', day: days, of: provingDays, since, until: provenAt(proof, schedule) ?? since }
}

function isContained({ steps }: Steps, records: readonly JournalRecord[]): boolean {
  const known = histories(records)
  const standing = (id: string): string | undefined => known.get(id)?.standing
  const contained = steps.filter(s => s.stage === 'contain').every(s => standing(s.id) === 'done' || standing(s.id) === 'moot')
  return contained && steps.some(s => standing(s.id) === 'done' && s.stage !== 'recover')
}

const phrases: Readonly<Record<CaseState['phase'], Text>> = {
  planned: { en: 'planned, nothing done yet', zh: '已制定方案,尚未执行' },
  contained: { en: 'contained, not yet cleaned', zh: '已遏制,尚未清除' },
  eradicated: { en: 'eradicated, not yet verified', zh: '已清除,待验证' },
  proving: { en: 'proving', zh: '观察期' },
  clean: { en: 'clean', zh: '已确认清除干净' },
  reinfected: { en: 'infected again', zh: '再次感染' },
}

/** The state in a few words. */
export function caseStateText(state: CaseState): Text {
  const { en, zh } = phrases[state.phase]
  if (state.phase !== 'proving') return { en, zh }
  return { en: `${en} ${state.day}/${state.of}`, zh: `${zh} ${state.day}/${state.of}` }
}
