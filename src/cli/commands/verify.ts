// davylamp verify: looks again at a host after a response: what holds, what is left, what came back; now, when it is due, or until it is proven.
import { Command } from 'commander'
import { caseStateText } from '../../core/case-state.ts'
import type { Lang } from '../../core/text.ts'
import { type CaseView, openCase } from '../../store/cases.ts'
import { defaultState } from '../../store/state.ts'
import { tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { lookAgain } from '../look-again.ts'
import { inWords, knownCases } from '../response.ts'
import { lookIfDue, stay } from '../stay.ts'
import { leave } from '../supervise.ts'
import { UserError } from '../user-error.ts'

interface Options {
  readonly due?: boolean
  readonly stay?: boolean
  readonly state?: string
  readonly lang?: string
}

/** Exit codes: 0 quiet, 1 something is left or came back, 2 could not look; with --due and --stay see LookCode. */
export function verify(): Command {
  return new Command('verify')
    .description('look again after a response: what holds, what is left, what came back / 复查处置结果')
    .argument('[case]', 'I-…; the newest that was acted on by default, with --due and --stay all')
    .option('--due', 'only the looks that are due, of all cases: for a timer')
    .option('--stay', 'stay and look whenever it is due, until it is proven clean or infected again')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, options: Options) => {
      const lang = languageOf(options.lang)
      const state = options.state ?? defaultState()
      if (options.due === true && options.stay === true) throw new UserError('give either --due or --stay, not both')
      if (id !== undefined) caseOf(id, state, lang)
      const keeping = { state, lang, id }
      const keep = options.due === true ? lookIfDue : options.stay === true ? stay : undefined
      if (keep !== undefined) {
        const { code, stuck } = await keep(keeping)
        process.exitCode = code
        if (stuck) leave(code)
        return
      }
      await lookNow(caseOf(id, state, lang), state, lang)
    })
}

function caseOf(id: string | undefined, state: string, lang: Lang): CaseView {
  const cases = knownCases(state, lang)
  const chosen = cases.find((one: CaseView) => (id === undefined ? one.records.length > 0 : one.id === id))
  if (chosen !== undefined) return chosen
  throw new UserError(id === undefined ? `nothing was done yet in ${state}` : `there is no case "${id}": see davylamp cases`)
}

async function lookNow({ id }: CaseView, state: string, lang: Lang): Promise<void> {
  const open = inWords(lang, () => openCase(state, id))
  try {
    const { done, look } = await lookAgain([open], state, lang, false)
    tell(`${open.id} ${sayer(lang)(caseStateText(open.state()))}\n`)
    process.exitCode = done ? 0 : 1
    if (look.stuck) leave(process.exitCode)
  } finally {
    open.close()
  }
}
