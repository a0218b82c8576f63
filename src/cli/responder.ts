// One response at the terminal: what was begun first, then the plans of all grave incidents, one question, and rounds until nothing new is left.
import type { Outcome, PerformOptions } from '../case/perform.ts'
import { freshPlans, mostRounds, triedBy } from '../case/rounds.ts'
import type { Plan } from '../core/plan.ts'
import { histories } from '../core/standing.ts'
import type { Lang } from '../core/text.ts'
import type { CaseView } from '../store/cases.ts'
import { ask, canAsk } from './ask.ts'
import { carryOut, tell } from './carry-out.ts'
import { tellHints } from './hints.ts'
import { sayer } from './language.ts'
import { type Looked, lookAgain } from './look-again.ts'
import { type Code, codeOf, isCutShort, performCases, withCases, worst } from './perform-cases.ts'
import { checkRoom, rescueText } from './preflight.ts'
import type { NetworkOptions } from './reachable.ts'
import { rehearsalJournal, rehearsalVault } from './rehearsal.ts'
import { renderPlan } from './render-plan.ts'
import { keepCase, knownCases, type Look, lookAt, type Made, openHost, planFor, sceneOn, shown, worded } from './response.ts'
import { safe } from './safe.ts'
import { snapshotCommand, snapshotFirst } from './snapshot-first.ts'
import { UserError } from './user-error.ts'

/** What the operator asked for. */
export interface Given extends PerformOptions, NetworkOptions {
  readonly id: string | undefined
  readonly root: string
  readonly state: string
  readonly lang: Lang
  readonly yes?: boolean
  readonly approve?: boolean
  /** A command, or true for the hook of this host. */
  readonly snapshotFirst?: string | true
}

export class Responder {
  stuck = false
  private readonly given: Given
  /** Cases of this response, the first round's first. */
  private readonly cases: string[] = []

  constructor(given: Given) {
    this.given = given
  }

  async run(): Promise<Code> {
    const { yes, dryRun } = this.given
    if (yes !== true && dryRun !== true && !canAsk())
      throw new UserError('nobody can be asked here: give --yes to perform without asking, or --dry-run to touch nothing')
    try {
      const begun = dryRun === true ? undefined : this.begun()
      return begun === undefined ? await this.afresh() : await this.goOn(begun)
    } catch (error) {
      throw worded(this.given.lang, error)
    }
  }

  /** The newest case of this host whose plan was begun and not gone through. */
  private begun(): CaseView | undefined {
    const { state, lang, root, id } = this.given
    return knownCases(state, lang).find(
      one => one.plan.root === root && (id === undefined || id === one.id || id === one.incident.id) && isBegun(one),
    )
  }

  private async goOn({ id, plan }: CaseView): Promise<Code> {
    this.say(`继续尚未完成的处置 ${id}。\n`, `Going on with ${id}, which was begun and not finished.\n`)
    this.show([plan])
    this.preflight([plan])
    if (!(await this.mayPerform())) return 2
    return this.rounds([id], [plan])
  }

  private async afresh(): Promise<Code> {
    const { root, state, step, dryRun } = this.given
    const look = await lookAt(root, state, true)
    this.stuck ||= look.stuck
    const made = this.plansFor(look)
    const plans = made.map(m => m.plan)
    if (plans.length === 0) {
      this.say('没有需要处置的事件。', 'There is no incident that calls for an answer.')
      return 0
    }
    if (step !== undefined && !plans.some(p => p.steps.some(s => s.id === step)))
      throw new UserError(`the plan has no step "${step}": see davylamp plan`)
    this.show(plans)
    const able = made.filter(m => m.plan.steps.length > 0)
    if (able.length === 0) return 1
    this.preflight(plans)
    if (dryRun === true) return this.rehearse(plans)
    if (!(await this.mayPerform())) return 2
    return this.rounds(this.keep(look, able), plans)
  }

  /** The plan of the named incident, or of all grave ones; a single step is one of the gravest. */
  private plansFor(look: Look): readonly Made[] {
    const { root, id, step, approve = false, isolate, management } = this.given
    const host = openHost(root)
    const grave = look.result.incidents.filter(i => i.verdict === 'mining' || i.verdict === 'suspicious').map(i => i.id)
    const wanted = id !== undefined || step !== undefined ? [id] : grave
    return wanted.flatMap(one => planFor(look, host, one, { approved: approve, isolate, management }) ?? [])
  }

  private keep(look: Look, made: readonly Made[]): readonly string[] {
    return made.map(one => keepCase(this.given.state, look, one))
  }

  private show(plans: readonly Plan[]): void {
    const host = openHost(this.given.root)
    for (const plan of plans) tell(`${renderPlan(shown(plan, host), this.given.lang)}\n`)
  }

  /** Before anybody is asked: room for what must be kept, and who stays out of reach. */
  private preflight(plans: readonly Plan[]): void {
    const host = openHost(this.given.root)
    checkRoom(plans, host, this.given.state)
    const rescue = rescueText(host)
    if (rescue !== undefined) this.say(safe(rescue.zh), safe(rescue.en))
  }

  private async snapshot(id: string | undefined): Promise<void> {
    const { snapshotFirst: given, lang } = this.given
    if (given === undefined || id === undefined) return
    const command = snapshotCommand(given)
    await withCases(this.given.state, [id], async ([open]) => snapshotFirst(open!, command, lang))
  }

  private async rehearse(plans: readonly Plan[]): Promise<Code> {
    const scene = sceneOn(openHost(this.given.root), rehearsalVault())
    const codes: Code[] = []
    for (const plan of plans) codes.push(codeOf(await carryOut(plan, scene, rehearsalJournal, this.given, this.given.lang)))
    return worst(codes)
  }

  /** Performs and looks again; what the look shows and no round has tried yet is planned and performed anew. */
  private async rounds(first: readonly string[], plans: readonly Plan[]): Promise<Code> {
    const { only, step } = this.given
    const tried = [...plans]
    let ids = first
    await this.snapshot(ids[0])
    for (let round = 1; ; round++) {
      const outcomes = await performCases(ids, this.given)
      this.cases.push(...ids.slice(0, outcomes.length))
      const code = worst(outcomes.map(codeOf))
      const stopped = outcomes.length < ids.length || outcomes.some((done, i) => isCutShort(ids[i]!, done, this.given))
      if (code === 2 || stopped || only !== undefined || step !== undefined) {
        tellHints(this.cases, this.given)
        return stopped ? worst([code, 1]) : code
      }
      const { look, done } = await this.look(outcomes)
      const made = freshPlans(done ? [] : this.known(look) ? this.plansFor(look) : [], triedBy(tried))
      if (made.length === 0 || round === mostRounds) {
        if (made.length > 0)
          this.say(`${mostRounds} 轮之后仍有残留,请人工查看。`, `After ${mostRounds} rounds something is still there: look at it by hand.`)
        tellHints(this.cases, this.given)
        return done && code === 0 && tried.every(p => p.refused.length === 0) ? 0 : 1
      }
      this.say(
        `\n第 ${round + 1} 轮(最多 ${mostRounds} 轮):复查看到的残留\n`,
        `\nRound ${round + 1} of at most ${mostRounds}: what the look has shown\n`,
      )
      this.show(made.map(m => m.plan))
      checkRoom(
        made.map(m => m.plan),
        openHost(this.given.root),
        this.given.state,
      )
      if (!(await this.mayPerform())) {
        tellHints(this.cases, this.given)
        return 1
      }
      ids = this.keep(look, made)
      tried.push(...made.map(m => m.plan))
    }
  }

  /** A named incident may be over. */
  private known({ result }: Look): boolean {
    const { id } = this.given
    return id === undefined || result.incidents.some(i => i.id === id)
  }

  private async look(outcomes: readonly (readonly Outcome[])[]): Promise<Looked> {
    const { state, lang } = this.given
    const waits = outcomes.flat().some(o => o.result === 'done')
    const looked = await withCases(state, this.cases, open => lookAgain(open, state, lang, waits))
    this.stuck ||= looked.look.stuck
    return looked
  }

  private async mayPerform(): Promise<boolean> {
    if (this.given.yes === true) return true
    return ask(`\n${sayer(this.given.lang)({ zh: '按此方案执行?[y/N] ', en: 'Perform this? [y/N] ' })}`)
  }

  private say(zh: string, en: string): void {
    tell(`${sayer(this.given.lang)({ zh, en })}\n`)
  }
}

function isBegun({ plan, records }: CaseView): boolean {
  const known = histories(records)
  const standings = plan.steps.map(s => known.get(s.id)?.standing ?? 'pending')
  return standings.includes('intended') || (standings.includes('done') && standings.includes('pending'))
}
