// davylamp undo: takes back what a response did, the last step first, and says what has no way back.
import { Command } from 'commander'
import { standing, type Undone, undo as undoSteps } from '../../case/undo.ts'
import { histories } from '../../core/standing.ts'
import { type CaseView, freeReserve, openCase } from '../../store/cases.ts'
import { defaultState } from '../../store/state.ts'
import { actionsById } from '../actions.ts'
import { tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { orderId, undoOrders } from '../orders.ts'
import { outcomeLine, tally } from '../render-response.ts'
import { inWords, knownCases, openHost, sceneOn } from '../response.ts'
import { UserError } from '../user-error.ts'

interface Options {
  readonly all?: boolean
  readonly state?: string
  readonly lang?: string
}

export function undo(): Command {
  return new Command('undo')
    .description('take back a case, or one step of it; the newest by default / 撤销处置')
    .argument('[case-or-step]', 'I-…, S… or N… (an order: block, egress, limit)')
    .option('--all', 'everything that stands: orders, then the newest case first')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (what: string | undefined, options: Options) => {
      const lang = languageOf(options.lang)
      const say = sayer(lang)
      const state = options.state ?? defaultState()
      if (what !== undefined && orderId.test(what)) {
        const undone = await undoOrders(state, lang, what)
        if (undone.length === 0) throw new UserError(`order ${what} does not stand: there is nothing to take back`)
        process.exitCode = undone.every(o => o.result === 'undone') ? 0 : 1
        return
      }
      const cases = knownCases(state, lang).toSorted((a, b) => lastAct(b).localeCompare(lastAct(a)))
      const step = what !== undefined && /^S\d+$/.test(what) ? what : undefined
      if (options.all === true && what !== undefined) throw new UserError('give either a case or step, or --all')
      const chosen = options.all === true ? cases.filter(stands) : inWords(lang, () => choose(cases, step === undefined ? what : undefined))
      const ordered = options.all === true ? await undoOrders(state, lang) : []
      if (chosen.length + ordered.length === 0) throw new UserError(`there is nothing to take back in ${state}`)
      const undone = [...ordered, ...chosen.flatMap(one => inWords(lang, () => takeBack(state, one, step, lang)))]
      if (undone.length === 0)
        throw new UserError(
          `of ${chosen[0]?.id} ${step === undefined ? 'nothing stands' : `step ${step} does not stand`}: there is nothing to take back`,
        )
      tell(tally(undone, lang))
      const other = cases.find(one => !chosen.includes(one) && stands(one))
      if (other !== undefined)
        tell(`${say({ zh: `仍有处置未撤销:davylamp undo ${other.id}`, en: `Another response still stands: davylamp undo ${other.id}` })}\n`)
      process.exitCode = undone.every(o => o.result === 'undone') ? 0 : 1
    })
}

/** When the case last began a step: cases of one response build on one another, and are taken back in reverse. */
function lastAct({ records }: CaseView): string {
  return records.findLast(({ event }) => event === 'intent')?.at ?? ''
}

/** Something is there that can be taken back: an ended process is not. */
function stands({ plan, records }: CaseView): boolean {
  const known = histories(records)
  return plan.steps.some(({ id, reversible }) => {
    const standing = known.get(id)?.standing
    return standing === 'intended' || (standing === 'done' && reversible)
  })
}

/** The case of this id with those that followed it on the same incident, the newest first; else the newest that stands. */
function choose(cases: readonly CaseView[], id: string | undefined): readonly CaseView[] {
  if (id === undefined) return cases.filter(stands).slice(0, 1)
  const found = cases.filter(one => one.id === id || one.incident.id === id)
  if (found.length === 0) throw new UserError(`there is no case "${id}": see davylamp cases`)
  return found
}

function takeBack(state: string, { id }: CaseView, step: string | undefined, lang: 'zh' | 'en'): readonly Undone[] {
  freeReserve(state, id)
  const open = openCase(state, id)
  try {
    if (standing(open.plan, open.journal).length === 0) return []
    const undone: Undone[] = []
    for (const outcome of undoSteps(open.plan, sceneOn(openHost(open.plan.root), open.vault), actionsById, open.journal, step)) {
      tell(outcomeLine(outcome, lang))
      undone.push(outcome)
    }
    return undone
  } finally {
    open.close()
  }
}
