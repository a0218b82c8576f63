// Looks again at a host after a response: one scan for all of its cases, each compared with what was done and its look recorded.
import { setTimeout } from 'node:timers/promises'
import { type Aftermath, aftermath, isBack, isClean, type Waiting, waitingFor } from '../case/verify-response.ts'
import type { Verification } from '../core/proof.ts'
import type { Lang, Text } from '../core/text.ts'
import type { OpenCase } from '../store/cases.ts'
import { loadWatched } from '../store/watched.ts'
import { actionsById } from './actions.ts'
import { tell, unbroken } from './carry-out.ts'
import { sayer } from './language.ts'
import { renderAftermath, renderBeyond, whyBack } from './render-aftermath.ts'
import { type Look, lookAt, openHost, sceneOn } from './response.ts'

/** Interactively, nobody waits longer than this for a schedule, in seconds. */
const mostWaiting = 180
const mostWhy = 10

export interface Checked {
  readonly open: OpenCase
  readonly after: Aftermath
  readonly outcome: Verification['outcome']
}

export interface Looked {
  readonly look: Look
  readonly checked: readonly Checked[]
  /** Nothing is left or came back, everything could be looked at, and nothing else calls for an answer. */
  readonly done: boolean
}

/** Looks once at a host and records what it means for each of these cases of it. */
export async function lookOnce(cases: readonly OpenCase[], state: string, lang: Lang): Promise<Looked> {
  const looked = await look(cases, state)
  report(looked, lang)
  return looked
}

/**
 * At once on a disk, where nothing runs; on the running host after five seconds, and once more when what was disarmed would have struck
 * again. Ctrl-C ends the waiting, not the looking.
 */
export function lookAgain(cases: readonly OpenCase[], state: string, lang: Lang, waits: boolean): Promise<Looked> {
  return unbroken(async stop => {
    const mechanisms = cases.flatMap(one => loadWatched(one.folder).mechanisms)
    const live = cases[0]?.plan.root === '' && waits
    const waiting: Waiting = live ? waitingFor({ mechanisms }, mostWaiting) : { seconds: 0, beyond: [] }
    const first = Math.min(5, waiting.seconds)
    await pause(first, stop)
    let looked = await look(cases, state)
    const rest = waiting.seconds - first
    if (looked.checked.every(c => isClean(c.after)) && rest > 0 && !stop.aborted) {
      const waits: Text = {
        zh: `等待 ${rest} 秒,看已解除的机制是否再次触发(Ctrl-C 跳过)…`,
        en: `Waiting ${rest} s to see whether what was disarmed strikes again (Ctrl-C skips) …`,
      }
      tell(`${sayer(lang)(waits)}\n`)
      await pause(rest, stop)
      looked = await look(cases, state)
    }
    report(looked, lang)
    tell(renderBeyond(waiting, lang))
    return looked
  })
}

async function pause(seconds: number, stop: AbortSignal): Promise<void> {
  if (seconds > 0) await setTimeout(seconds * 1000, undefined, { signal: stop }).catch(() => {})
}

async function look(cases: readonly OpenCase[], state: string): Promise<Looked> {
  const root = cases[0]?.plan.root ?? ''
  const seen = await lookAt(root, state, true)
  const answered = new Set(cases.flatMap(one => one.incident.findings.map(f => f.id)))
  const partial = isPartial(seen)
  const checked = cases.map((open): Checked => {
    const scene = sceneOn(openHost(root), open.vault)
    const all = aftermath(open, loadWatched(open.folder), open.journal, scene, actionsById, seen)
    // What another of these cases answers is told there.
    const after = { ...all, others: all.others.filter(i => !i.findings.some(f => answered.has(f.id))) }
    const whole = isClean(after) && !partial && after.spared.length === 0
    return { open, after, outcome: isBack(after, open, open.journal) ? 'hit' : whole ? 'quiet' : 'incomplete' }
  })
  return { look: seen, checked, done: checked.every(c => c.outcome === 'quiet' && c.after.others.length === 0) }
}

const partially: Text = {
  zh: '有些地方没能看到(见 davylamp scan),这次复查不能证明主机是干净的。',
  en: 'Not everything could be looked at (see davylamp scan): this look does not prove the host clean.',
}

function isPartial({ result }: Look): boolean {
  return result.verdict === 'incomplete'
}

function report({ look: seen, checked }: Looked, lang: Lang): void {
  for (const { open, after, outcome } of checked) {
    tell(`\n${checked.length > 1 ? `${open.id}\n` : ''}${renderAftermath(after, lang)}`)
    open.verified(outcome, outcome === 'hit' ? JSON.stringify(whyBack(after).slice(0, mostWhy)) : '')
  }
  if (isPartial(seen)) tell(`${sayer(lang)(partially)}\n`)
}
