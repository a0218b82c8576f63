// How far a case has come: planned, contained, eradicated, proving day by day, clean, or infected again. Pure: derived from records alone.
import { type Instant, instantOf } from './instant.ts'
import type { JournalRecord } from './journal.ts'
import type { Plan, Stage } from './plan.ts'
import { histories } from './standing.ts'
import type { Text } from './text.ts'

/** Days without any sign after which a case is closed: the criterion that Alibaba Cloud's mining-removal guide closes its cases by. */
export const provingDays = 7

/** One look at the host after the response. */
export interface Verification {
  readonly at: Instant
  /** 'incomplete': nothing was seen, but not everything could be looked at; it proves nothing, and accuses nobody. */
  readonly outcome: 'quiet' | 'hit' | 'incomplete'
  /** Records that the journal held at that time: what came before the last cleaning says nothing about it. */
  readonly after: number
  readonly detail: string
}

export type CaseState =
  | { readonly phase: 'planned' }
  | { readonly phase: 'contained' }
  | { readonly phase: 'eradicated'; readonly since: Instant }
  /** `day` days of `of` had a quiet look; it can be clean at `until`, when every day from now on has one. */
  | { readonly phase: 'proving'; readonly day: number; readonly of: number; readonly since: Instant; readonly until: Instant }
  | { readonly phase: 'clean'; readonly since: Instant }
  | { readonly phase: 'reinfected'; readonly since: Instant }

const dayMs = 86_400_000
const cleaning: readonly Stage[] = ['disarm', 'kill', 'vault']

/**
 * The state after everything on record. The clock of proving starts at the first quiet look after the last cleaning step, and anew at the first
 * quiet look after a hit. A day counts when it has a quiet look, so a day that nobody looked at delays; it is clean when every day was
 * counted and a quiet look came after the last of them was over.
 */
export function caseStateOf(
  plan: Pick<Plan, 'steps'>,
  records: readonly JournalRecord[],
  verifications: readonly Verification[],
): CaseState {
  const known = histories(records)
  const isDone = (id: string): boolean => known.get(id)?.standing === 'done'
  const done = plan.steps.filter(s => isDone(s.id))
  const toClean = plan.steps.filter(s => cleaning.includes(s.stage))
  if (toClean.length === 0 || !toClean.every(s => isDone(s.id))) {
    const toContain = plan.steps.filter(s => s.stage === 'contain')
    const contained = done.length > 0 && toContain.every(s => isDone(s.id))
    return { phase: contained && done.some(s => s.stage !== 'recover') ? 'contained' : 'planned' }
  }
  const last = toClean.map(s => known.get(s.id)!.last).reduce((a, b) => (b.sequence > a.sequence ? b : a))
  return prove(last, verifications)
}

function prove(cleaned: JournalRecord, verifications: readonly Verification[]): CaseState {
  let hit: Instant | undefined
  let clean: Instant | undefined
  let start: number | undefined
  let lastDay = -1
  let counted = 0
  // A clock that was set back counts as standing still: the order of the records is what can be trusted.
  let now = Date.parse(cleaned.at)
  for (const { at, outcome, after } of verifications) {
    if (after < cleaned.sequence) continue
    now = Math.max(now, Date.parse(at))
    if (outcome === 'hit') {
      hit = at
      clean = undefined
      start = undefined
      lastDay = -1
      counted = 0
    } else if (outcome === 'quiet') {
      start ??= now
      const day = Math.floor((now - start) / dayMs)
      if (day > lastDay) counted++
      lastDay = day
      // One look in each of seven days, and one more after the seventh is over.
      if (counted > provingDays) clean ??= at
    }
  }
  if (clean !== undefined) return { phase: 'clean', since: clean }
  if (start === undefined) return hit === undefined ? { phase: 'eradicated', since: cleaned.at } : { phase: 'reinfected', since: hit }
  const until = instantOf(start + (lastDay + provingDays + 1 - counted) * dayMs)
  return { phase: 'proving', day: counted, of: provingDays, since: instantOf(start)!, until: until ?? cleaned.at }
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
