// davylamp respond: look, plan, show, ask once, perform, and look again.
import { Command, Option } from 'commander'
import { groups, type Outcome, type PerformOptions } from '../../case/perform.ts'
import type { Step } from '../../core/plan.ts'
import { histories } from '../../core/standing.ts'
import type { Lang } from '../../core/text.ts'
import { type CaseView, type OpenCase, openCase } from '../../store/cases.ts'
import { defaultState } from '../../store/state.ts'
import { loadWatched } from '../../store/watched.ts'
import { ask, canAsk } from '../ask.ts'
import { carryOut, lookAgain, tell } from '../carry-out.ts'
import { keepEvidence } from '../keep-evidence.ts'
import { languageOf, languageOption, sayer } from '../language.ts'
import { rehearsalJournal, rehearsalVault } from '../rehearsal.ts'
import { adviceLines, renderPlan } from '../render-plan.ts'
import { inWords, keepCase, knownCases, type Look, lookAt, openHost, planFor, rootOf, sceneOn, shown, worded } from '../response.ts'
import { leave } from '../supervise.ts'
import { UserError } from '../user-error.ts'

interface Options extends PerformOptions {
  readonly root?: string
  readonly yes?: boolean
  readonly approve?: boolean
  readonly state?: string
  readonly lang?: string
}

/** Exit codes: 0 done, 1 something is left, 2 nothing was performed or the journal broke. */
type Code = 0 | 1 | 2

export function respond(): Command {
  return new Command('respond')
    .description('answer an incident: plan, ask once, perform with a way back, look again / 处置事件(可撤销)')
    .argument('[incident]', 'I-…; the gravest by default')
    .option('--root <dir>', 'a directory as the root of a host: a mounted image, a container, a chroot')
    .option('--yes', 'perform without asking')
    .addOption(new Option('--only <group>', 'only a part of the plan').choices(Object.keys(groups)))
    .option('--step <id>', 'only one step of the plan')
    .option('--dry-run', 'try every step without touching anything')
    .option('--approve', 'include the steps that need the approval of a person')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (id: string | undefined, options: Options) => {
      const response = new Response(id, options)
      process.exitCode = await response.run()
      if (response.stuck) leave(process.exitCode)
    })
}

class Response {
  stuck = false
  private readonly id: string | undefined
  private readonly options: Options
  private readonly lang: Lang
  private readonly state: string
  private readonly root: string

  constructor(id: string | undefined, options: Options) {
    this.id = id
    this.options = options
    this.lang = languageOf(options.lang)
    this.state = options.state ?? defaultState()
    this.root = rootOf(options.root)
  }

  async run(): Promise<Code> {
    const { yes, dryRun, only, step } = this.options
    if (yes !== true && dryRun !== true && !canAsk())
      throw new UserError('nobody can be asked here: give --yes to perform without asking, or --dry-run to touch nothing')
    const begun = dryRun === true ? undefined : this.begun()
    if (begun === undefined) return this.afresh(await this.look())
    const code = await this.goOn(begun)
    if (code === 2 || only !== undefined || step !== undefined) return code
    // What was cut short is finished; the host may hold more by now.
    const look = await this.look()
    const left = look.result.incidents.some(i => i.verdict === 'mining' || i.verdict === 'suspicious')
    if (!left || (this.id !== undefined && !look.result.incidents.some(i => i.id === this.id))) return code
    return this.afresh(look)
  }

  private async look(): Promise<Look> {
    const look = await lookAt(this.root, this.state, true)
    this.stuck ||= look.stuck
    return look
  }

  /** The newest case of this host whose plan was begun and not gone through. */
  private begun(): CaseView | undefined {
    return knownCases(this.state, this.lang).find(
      one => one.plan.root === this.root && (this.id === undefined || this.id === one.id || this.id === one.incident.id) && isBegun(one),
    )
  }

  private async goOn({ id, plan }: CaseView): Promise<Code> {
    const say = sayer(this.lang)
    tell(`${say({ zh: `继续尚未完成的处置 ${id}。`, en: `Going on with ${id}, which was begun and not finished.` })}\n\n`)
    tell(renderPlan(shown(plan, openHost(this.root)), this.lang))
    return (await this.mayPerform()) ? this.perform(id) : 2
  }

  private async afresh(look: Look): Promise<Code> {
    const say = sayer(this.lang)
    const host = openHost(this.root)
    const made = planFor(look, host, this.id, this.options.approve === true)
    if (made === undefined) {
      tell(`${say({ zh: '没有需要处置的事件。', en: 'There is no incident that calls for an answer.' })}\n`)
      return 0
    }
    const { plan } = made
    const { step, dryRun } = this.options
    if (step !== undefined && !plan.steps.some(s => s.id === step)) throw new UserError(`the plan has no step "${step}": see davylamp plan`)
    tell(renderPlan(shown(plan, host), this.lang))
    if (plan.steps.length === 0) return 1
    if (dryRun === true) {
      const outcomes = await carryOut(plan, sceneOn(host, rehearsalVault()), rehearsalJournal, this.options, this.lang)
      return codeOf(outcomes)
    }
    if (!(await this.mayPerform())) return 2
    return this.perform(inWords(this.lang, () => keepCase(this.state, look, made)))
  }

  private async mayPerform(): Promise<boolean> {
    if (this.options.yes === true) return true
    return ask(`\n${sayer(this.lang)({ zh: '按此方案执行?[y/N] ', en: 'Perform this plan? [y/N] ' })}`)
  }

  private async perform(id: string): Promise<Code> {
    const open = inWords(this.lang, () => openCase(this.state, id))
    try {
      const scene = sceneOn(openHost(this.root), open.vault)
      const contained = (step: Step): void => keepEvidence(open, scene.host, step, this.lang)
      const outcomes = await carryOut(open.plan, scene, open.journal, this.options, this.lang, contained)
      const code = codeOf(outcomes)
      this.hints(open)
      if (code === 2 || this.options.only !== undefined || this.options.step !== undefined) return code
      const { done, look } = await lookAgain(
        open,
        loadWatched(open.folder),
        this.state,
        this.lang,
        outcomes.some(o => o.result === 'done'),
      )
      this.stuck ||= look.stuck
      return done && open.plan.refused.length === 0 ? code : 1
    } catch (error) {
      throw worded(this.lang, error)
    } finally {
      open.close()
    }
  }

  private hints({ id, plan }: OpenCase): void {
    const say = sayer(this.lang)
    tell(`\n${adviceLines(plan, this.lang).join('\n')}`)
    tell(`${say({ zh: `撤销:davylamp undo ${id}`, en: `Take it back: davylamp undo ${id}` })}\n`)
  }
}

function isBegun({ plan, records }: CaseView): boolean {
  const known = histories(records)
  const standings = plan.steps.map(s => known.get(s.id)?.standing ?? 'pending')
  return standings.includes('intended') || (standings.includes('done') && standings.includes('pending'))
}

function codeOf(outcomes: readonly Outcome[]): Code {
  if (outcomes.some(o => o.stops === true)) return 2
  return outcomes.some(o => o.result === 'refused' || o.result === 'failed' || o.result === 'blocked') ? 1 : 0
}
