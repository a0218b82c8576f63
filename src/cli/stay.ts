// Looks whenever a look is due: once for all cases, or staying until every case is clean or one is infected again.
import { setTimeout } from 'node:timers/promises'
import { lookScheduleOf } from '../case/look-schedule.ts'
import { caseStateText, nextLook } from '../core/case-state.ts'
import { isDue, type LookSchedule, type NextLook, ordinarySchedule, type Verification } from '../core/proof.ts'
import type { Lang } from '../core/text.ts'
import { type CaseView, type OpenCase, openCase } from '../store/cases.ts'
import { loadWatched } from '../store/watched.ts'
import { tell, unbroken } from './carry-out.ts'
import { sayer } from './language.ts'
import { lookOnce } from './look-again.ts'
import { nextLookText } from './render-aftermath.ts'
import { inWords, knownCases } from './response.ts'
import { UserError } from './user-error.ts'

/** Exit code: 0 quiet or nothing due, 1 something came back, 2 not everything could be looked at. */
export type LookCode = 0 | 1 | 2

export interface Kept {
  readonly code: LookCode
  /** A thread is still stuck in the kernel: the process must be left by `leave`. */
  readonly stuck: boolean
}

export interface Keeping {
  readonly state: string
  readonly lang: Lang
  /** One case; all by default. */
  readonly id?: string | undefined
  readonly schedule?: LookSchedule | undefined
}

interface Waiting {
  readonly view: CaseView
  readonly next: NextLook
}

/** The look that a case waits for, by what was disarmed in it. */
export function nextLookFor(
  { plan, records, verifications, folder }: CaseView,
  schedule: LookSchedule = ordinarySchedule,
): NextLook | undefined {
  return nextLook(plan, records, verifications, lookScheduleOf(loadWatched(folder), schedule))
}

function waitingFor({ state, lang, id, schedule }: Keeping): readonly Waiting[] {
  return knownCases(state, lang)
    .filter(view => id === undefined || view.id === id)
    .flatMap(view => {
      const next = nextLookFor(view, schedule)
      return next === undefined ? [] : [{ view, next }]
    })
}

/** Makes the looks that are due, one scan for all cases of a root. */
export async function lookIfDue(keeping: Keeping): Promise<Kept> {
  const due = waitingFor(keeping).filter(({ next }) => isDue(next, Date.now()))
  const kept: Kept[] = []
  for (const [root, waiting] of Map.groupBy(due, ({ view }) => view.plan.root)) {
    try {
      kept.push(
        await lookFor(
          waiting.map(w => w.view.id),
          keeping,
        ),
      )
    } catch (error) {
      // One disk that is gone must not keep the others from being looked at.
      if (!(error instanceof UserError)) throw error
      process.stderr.write(`davylamp: ${root}${root === '' ? '' : ': '}${error.message}\n`)
      kept.push({ code: 2, stuck: false })
    }
  }
  const codes = kept.map(k => k.code)
  return { code: codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0, stuck: kept.some(k => k.stuck) }
}

async function lookFor(ids: readonly string[], { state, lang, schedule }: Keeping): Promise<Kept> {
  const opens: OpenCase[] = []
  try {
    for (const id of ids) opens.push(inWords(lang, () => openCase(state, id)))
    const { checked, look } = await lookOnce(opens, state, lang)
    for (const { open } of checked) tell(`${open.id} ${sayer(lang)(caseStateText(open.state(schedule)))}\n`)
    return { code: worst(checked.map(c => c.outcome)), stuck: look.stuck }
  } finally {
    for (const open of opens) open.close()
  }
}

function worst(outcomes: readonly Verification['outcome'][]): LookCode {
  return outcomes.includes('hit') ? 1 : outcomes.includes('incomplete') ? 2 : 0
}

/** A clock may be set and a laptop may sleep: nobody sleeps longer than this without looking at the clock, in milliseconds. */
const longestSleep = 60_000

/** Stays in the foreground until every case is proven clean (0), one is infected again (1), or it is told to stop (2). */
export function stay(keeping: Keeping): Promise<Kept> {
  const say = sayer(keeping.lang)
  return unbroken(async stop => {
    let told = ''
    let patience = 0
    let stuck = false
    while (!stop.aborted) {
      const waiting = waitingFor(keeping)
      const [soonest] = waiting.map(w => w.next).toSorted((a, b) => (a.at < b.at ? -1 : 1))
      if (soonest === undefined) return { code: 0, stuck }
      const wait = isDue(soonest, Date.now()) ? patience : Math.min(Date.parse(soonest.at) - Date.now(), longestSleep)
      if (wait <= 0) {
        const kept = await lookIfDue(keeping)
        stuck ||= kept.stuck
        if (kept.code === 1) return { code: 1, stuck }
        // What could not be looked at now (another davylamp works on the case, a disk is away) is not asked for all the time.
        patience = kept.code === 2 ? longestSleep : 0
        continue
      }
      patience = 0
      const text = say(nextLookText(soonest, Date.now()) ?? { zh: '', en: '' })
      if (text !== told) tell(`${text}\n`)
      told = text
      await setTimeout(wait, undefined, { signal: stop }).catch(() => {})
    }
    tell(`${say({ zh: '已停下;之后可运行 davylamp verify --stay 继续。', en: 'Stopped; davylamp verify --stay goes on.' })}\n`)
    return { code: 2, stuck }
  })
}
