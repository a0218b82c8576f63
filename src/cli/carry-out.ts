// Carries out an open case at the terminal: one line a step, stopping between two steps when asked to, never because the terminal went away.
import { setImmediate, setTimeout } from 'node:timers/promises'
import { type Outcome, type PerformOptions, perform } from '../case/perform.ts'
import { type Aftermath, aftermath, isClean, type Waiting, waitingFor } from '../case/verify-response.ts'
import type { Scene } from '../core/action.ts'
import type { Journal } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import type { Watched } from '../core/watched.ts'
import type { OpenCase } from '../store/cases.ts'
import { actionsById } from './actions.ts'
import { sayer } from './language.ts'
import { outcomeLine, renderAftermath, renderBeyond, tally } from './render-response.ts'
import { type Look, lookAt, openHost, sceneOn } from './response.ts'
import { writeAll } from './write-all.ts'

/** Interactively, nobody waits longer than this for a schedule, in seconds. */
const mostWaiting = 180

/** A terminal that went away must not stop what was begun. */
export function tell(text: string): void {
  try {
    writeAll(text)
  } catch {}
}

/** While it runs, Ctrl-C and a request to end are only noted, and a lost connection is nothing. */
async function unbroken<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const ignore = (): void => {}
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', ignore)
  try {
    return await work(stop.signal)
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', ignore)
  }
}

/** Performs the plan; what was not reached when somebody stopped it has no outcome. `contained` is told of processes that stand still now. */
export function carryOut(
  plan: Plan,
  scene: Scene,
  journal: Journal,
  options: PerformOptions,
  lang: Lang,
  contained: (step: Step) => void = () => {},
): Promise<readonly Outcome[]> {
  return unbroken(async stop => {
    const outcomes: Outcome[] = []
    for (const outcome of perform(plan, scene, actionsById, journal, options)) {
      outcomes.push(outcome)
      if (outcome.result !== 'left') tell(outcomeLine(outcome, lang))
      if (outcome.step.stage === 'contain' && (outcome.result === 'done' || outcome.result === 'already')) contained(outcome.step)
      await setImmediate()
      if (!stop.aborted) continue
      tell(`${sayer(lang)({ zh: '已应要求在两个步骤之间停下。', en: 'Stopped between two steps, as asked.' })}\n`)
      break
    }
    tell(tally(outcomes, lang))
    return outcomes
  })
}

export interface Checked {
  readonly after: Aftermath
  readonly look: Look
  /** Nothing of what was answered is left or came back. */
  readonly clean: boolean
  /** Clean, everything could be looked at, and nothing else calls for an answer. */
  readonly done: boolean
}

/**
 * Looks again: at once on a disk, where nothing runs; on the running host after five seconds, and once more when what was disarmed would have
 * struck again. Ctrl-C ends the waiting, not the looking.
 */
export function lookAgain(open: OpenCase, watched: Watched, state: string, lang: Lang, waits: boolean): Promise<Checked> {
  return unbroken(async stop => {
    const { root } = open.plan
    const live = root === '' && waits
    const waiting: Waiting = live ? waitingFor(watched, mostWaiting) : { seconds: 0, beyond: [] }
    const first = Math.min(5, waiting.seconds)
    await pause(first, stop)
    let checked = await check(open, watched, state)
    const rest = waiting.seconds - first
    if (checked.clean && rest > 0 && !stop.aborted) {
      const say = sayer(lang)
      tell(
        `${say({ zh: `等待 ${rest} 秒,看已解除的机制是否再次触发(Ctrl-C 跳过)…`, en: `Waiting ${rest} s to see whether what was disarmed strikes again (Ctrl-C skips) …` })}\n`,
      )
      await pause(rest, stop)
      checked = await check(open, watched, state)
    }
    tell(`\n${renderAftermath(checked.after, lang)}${renderBeyond(waiting, lang)}`)
    if (isPartial(checked.look)) tell(`${sayer(lang)(partial)}\n`)
    note(open, checked)
    return checked
  })
}

const partial: Text = {
  zh: '有些地方没能看到(见 davylamp scan),这次复查不能证明主机是干净的。',
  en: 'Not everything could be looked at (see davylamp scan): this look does not prove the host clean.',
}

function isPartial({ result }: Look): boolean {
  return result.verdict === 'incomplete'
}

async function pause(seconds: number, stop: AbortSignal): Promise<void> {
  if (seconds > 0) await setTimeout(seconds * 1000, undefined, { signal: stop }).catch(() => {})
}

async function check(open: OpenCase, watched: Watched, state: string): Promise<Checked> {
  const look = await lookAt(open.plan.root, state, true)
  const scene = sceneOn(openHost(open.plan.root), open.vault)
  const after = aftermath(open, watched, open.journal, scene, actionsById, look)
  const clean = isClean(after)
  return { after, look, clean, done: clean && !isPartial(look) && after.spared.length + after.others.length === 0 }
}

/** Only a look that saw everything counts as quiet. */
function note(open: OpenCase, { after, clean, look }: Checked): void {
  const outcome = !clean ? 'hit' : isPartial(look) || after.spared.length > 0 ? 'incomplete' : 'quiet'
  const counts = {
    broken: after.broken.length,
    residue: after.residue.length,
    returned: after.returned.length,
    incidents: after.incidents.length,
  }
  open.verified(outcome, clean ? '' : JSON.stringify(counts))
}
