// davylamp plan: what would be done about an incident, each step with its reason, its cost and the way back; changes nothing.
import { Command } from 'commander'
import { cacaoOf } from '../../report/cacao.ts'
import { jsonText } from '../../report/json-lines.ts'
import { defaultState } from '../../store/state.ts'
import { tell } from '../carry-out.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { type NetworkOptions, oneMore } from '../reachable.ts'
import { renderPlan } from '../render-plan.ts'
import { keepCase, lookAt, openHost, planFor, rootOf, shown } from '../response.ts'
import { leave } from '../supervise.ts'

interface Options extends NetworkOptions {
  readonly root?: string
  readonly json?: boolean
  readonly cacao?: boolean
  readonly approve?: boolean
  readonly state?: string
  readonly lang?: string
}

export function plan(): Command {
  return new Command('plan')
    .description('show what would be done about an incident, and change nothing / 制定处置方案(不做任何改动)')
    .argument('[incident]', 'I-…; the gravest by default')
    .option('--root <dir>', 'a directory as the root of a host: a mounted image, a container, a chroot')
    .option('--isolate', 'also cut the whole host off, but for your connection')
    .option('--management <address>', 'an address or network that stays reachable; may be given again', oneMore)
    .option('--approve', 'include the steps that need the approval of a person')
    .option('--json', 'print as JSON')
    .option('--cacao', 'print as a CACAO 2.0 playbook')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, options: Options) => {
      const lang = languageOf(options.lang)
      const say = sayer(lang)
      const state = options.state ?? defaultState()
      const root = rootOf(options.root)
      const silent = options.json === true || options.cacao === true
      const look = await lookAt(root, state, !silent)
      const host = openHost(root)
      const made = planFor(look, host, id, { approved: options.approve === true, isolate: options.isolate, management: options.management })
      if (made === undefined) {
        if (silent) tell('null\n')
        else tell(`${say({ zh: '没有需要处置的事件。', en: 'There is no incident that calls for an answer.' })}\n`)
      } else {
        keepPlan(() => keepCase(state, look, made))
        if (options.cacao === true) tell(jsonText(cacaoOf(made.plan, lang)))
        else if (options.json === true) tell(`${JSON.stringify(made.plan, null, 1)}\n`)
        else {
          tell(renderPlan(shown(made.plan, host), lang))
          const where = root === '' ? '' : ` --root ${options.root}`
          if (made.plan.steps.length > 0)
            tell(
              say({
                zh: `执行:davylamp respond ${made.plan.incident}${where}\n`,
                en: `Perform it: davylamp respond ${made.plan.incident}${where}\n`,
              }),
            )
        }
        process.exitCode = made.plan.refused.length > 0 ? 1 : 0
      }
      if (look.stuck) leave(Number(process.exitCode ?? 0))
    })
}

/** A plan is worth showing even where it cannot be kept. */
function keepPlan(keep: () => string): void {
  try {
    keep()
  } catch (error) {
    process.stderr.write(`davylamp: the plan could not be kept: ${error instanceof Error ? error.message : error}\n`)
  }
}
