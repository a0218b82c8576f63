// One scenario from boot to the marks of a response: planted, answered from inside, measured from outside, gone.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { CaseView } from '../src/store/cases.ts'
import type { Attacker } from './attacker.ts'
import { businessDecoys, losses, openBusiness, type Trade } from './business.ts'
import { collateral } from './collateral.ts'
import { byTheHandbook } from './handbook.ts'
import { boot, type Host } from './host.ts'
import { type ImageKind, image } from './image.ts'
import { type Answered, respond, undoAll } from './operator.ts'
import { casesOn, freezing, killing, lastDone, plannedAt, stateFolder } from './performed.ts'
import { plant } from './plant.ts'
import { knownOf, type Left, residueOf } from './residue.ts'
import { loadScenario, type Scenario, type Values } from './scenario.ts'
import { sightOf } from './sight.ts'
import { notTakenBack, touchedBy } from './undone.ts'
import { treeOfImage, type Witness, witness } from './witness.ts'

export interface ResponseMarks {
  readonly name: string
  readonly planted: number
  readonly residue: readonly Left[]
  /** What was dealt with and is there again after the waiting. */
  readonly respawned: readonly Left[]
  /** What was broken that was not the intruder's. */
  readonly collateral: readonly string[]
  /** How often davylamp was called, and its last exit code. */
  readonly rounds: number
  readonly exit: number
  /** undefined when there is no way back. */
  readonly undo?: Undo | undefined
  /** Of the slowest case, milliseconds from the plan. */
  readonly frozenMs?: number | undefined
  readonly deadMs?: number | undefined
  /** What nginx and PostgreSQL did meanwhile, when the host had them. */
  readonly trade?: Trade | undefined
  /** Why there are no marks: the host, the planting or davylamp failed. */
  readonly failed?: string
}

export interface Undo {
  readonly exit: number
  /** What is not as it was before the response. */
  readonly differs: readonly string[]
}

export interface RespondOptions {
  /** Seconds after the last act until it is asked whether anything came back; davylamp's own waiting is cut short then. */
  readonly wait: number
  /** Folder for what davylamp said, for looking at afterwards. */
  readonly out?: string | undefined
  /** nginx and PostgreSQL work on every host during the whole response, not only where the scenario asks for it. */
  readonly business: boolean
  /** Clean by hand as handbooks say, instead of by davylamp. */
  readonly naive: boolean
}

const nothing = { residue: [], respawned: [], collateral: [], rounds: 0, exit: -1 }

export async function respondTo(name: string, values: Values, options: RespondOptions): Promise<ResponseMarks> {
  const scenario = loadScenario(name, values)
  let host: Host | undefined
  try {
    host = await boot('orders', kindOf(scenario, options))
    const attacker = await plant(host, scenario, values)
    return await measured(host, scenario, attacker, options)
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    return { ...nothing, name, planted: scenario.artefacts.length, failed }
  } finally {
    host?.close()
  }
}

/** A scenario may need its business whatever is asked for. */
function kindOf(scenario: Scenario, options: RespondOptions): ImageKind {
  return options.business || scenario.business === true ? 'business' : 'plain'
}

async function measured(host: Host, scenario: Scenario, attacker: Attacker | undefined, options: RespondOptions): Promise<ResponseMarks> {
  const { name, artefacts } = scenario
  const { wait, out } = options
  const kind = kindOf(scenario, options)
  const business = kind === 'business'
  const decoys = business ? [...scenario.decoys, ...businessDecoys] : scenario.decoys
  const original = await treeOfImage(await image(kind))
  const known = knownOf(scenario, original, sightOf(host))
  const left = (): Left[] => residueOf(artefacts, sightOf(host), known)
  const look = (): Promise<Witness> => witness(host, decoys)

  // A host where davylamp has scanned before: the folder of its state is none of the response's traces.
  mkdirSync(join(host.root, stateFolder), { mode: 0o700 })
  const closeBusiness = business ? await openBusiness(host) : undefined
  const before = [await look(), await look()] as const
  const answered = options.naive ? await byTheHandbook(host, artefacts) : await respond(host, wait)
  if (out !== undefined) keep(out, name, answered)
  if (answered.exit < 0 || answered.exit > 1 || crashed(answered))
    throw new Error(`ended with ${answered.exit}: ${answered.said.trim().slice(-600)}`)
  const answeredAt = Date.now()
  const residue = left()
  const after = await look()
  const cases = casesOn(host.root)
  await setTimeout(Math.max(0, (lastAct(cases) || answeredAt) + wait * 1000 - Date.now()))
  const respawned = left().filter(({ thing }) => residue.every(one => one.thing !== thing))
  const undo = options.naive
    ? undefined
    : await takenBack(host, attacker, before, look, out === undefined ? undefined : [out, `${name}.undo`])
  const trade = await closeBusiness?.()
  return {
    name,
    planted: artefacts.length,
    residue,
    respawned,
    collateral: [...collateral(original, before, after), ...(trade === undefined ? [] : losses(trade))],
    rounds: answered.rounds,
    exit: answered.exit,
    undo,
    frozenMs: slowest(cases.map(one => lastDone(one, freezing))),
    deadMs: slowest(cases.map(one => lastDone(one, killing))),
    trade,
  }
}

async function takenBack(
  host: Host,
  attacker: Attacker | undefined,
  before: readonly [Witness, Witness],
  look: () => Promise<Witness>,
  place: readonly [string, string] | undefined,
): Promise<Undo> {
  const cases = casesOn(host.root)
  const still = attacker === undefined ? frozenAt(cases) : lastAct(cases)
  // Undo gives him his key back, too.
  await attacker?.leave()
  const answered = await undoAll(host)
  if (place !== undefined) keep(...place, answered)
  return { exit: answered.exit, differs: notTakenBack(before, await look(), touchedBy(cases), still) }
}

/** When nobody on the host could act any more; Unix time in ms. */
function frozenAt(cases: readonly CaseView[]): number {
  return cases.length === 0 ? 0 : Math.min(...cases.map(one => plannedAt(one) + (lastDone(one, freezing) ?? 0)))
}

/** When the last step was done; Unix time in ms. Who is outside cannot be frozen: he acts until all that lets him in is gone. */
function lastAct(cases: readonly CaseView[]): number {
  return Math.max(0, ...cases.flatMap(({ records }) => records.map(({ at }) => Date.parse(at))))
}

/** A stack trace is no answer, whatever the exit code. */
function crashed({ said }: Answered): boolean {
  return /^ {4}at .*:\d+:\d+\)?$/m.test(said)
}

function slowest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

function keep(folder: string, name: string, { said }: Answered): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.txt`), said)
}
