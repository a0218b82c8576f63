// davylamp verify: looks again at a host after a response: what holds, what is left, what came back.
import { Command } from 'commander'
import { caseStateText } from '../../core/case-state.ts'
import { type CaseView, openCase } from '../../store/cases.ts'
import { defaultState } from '../../store/state.ts'
import { loadWatched } from '../../store/watched.ts'
import { lookAgain, tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { inWords, knownCases } from '../response.ts'
import { leave } from '../supervise.ts'
import { UserError } from '../user-error.ts'

interface Options {
  readonly state?: string
  readonly lang?: string
}

export function verify(): Command {
  return new Command('verify')
    .description('look again after a response: what holds, what is left, what came back / 复查处置结果')
    .argument('[case]', 'I-…; the newest that was acted on by default')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, options: Options) => {
      const lang = languageOf(options.lang)
      const state = options.state ?? defaultState()
      const cases = knownCases(state, lang)
      const chosen = cases.find((one: CaseView) => (id === undefined ? one.records.length > 0 : one.id === id))
      if (chosen === undefined)
        throw new UserError(id === undefined ? `nothing was done yet in ${state}` : `there is no case "${id}": see davylamp cases`)
      const open = inWords(lang, () => openCase(state, chosen.id))
      try {
        const { done, look } = await lookAgain(open, loadWatched(open.folder), state, lang, false)
        tell(`${open.id} ${sayer(lang)(caseStateText(open.state()))}\n`)
        process.exitCode = done ? 0 : 1
        if (look.stuck) leave(process.exitCode)
      } finally {
        open.close()
      }
    })
}
