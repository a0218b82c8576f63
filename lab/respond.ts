// One scenario from boot to the marks of a response: planted, answered from inside, measured from outside, gone.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { boot, type Host } from './host.ts'
import { image } from './image.ts'
import { respond } from './operator.ts'
import { packagedIn } from './packaged.ts'
import { casesOn, lastDone } from './performed.ts'
import { plant } from './plant.ts'
import { type Left, plantedFiles, residueOf } from './residue.ts'
import { loadScenario, type Scenario, type Values } from './scenario.ts'
import { sightOf } from './sight.ts'

export interface ResponseMarks {
  readonly name: string
  readonly planted: number
  readonly residue: readonly Left[]
  /** What was dealt with and is there again after the waiting. */
  readonly respawned: readonly Left[]
  /** How often davylamp was called, and its last exit code. */
  readonly rounds: number
  readonly exit: number
  /** Of the slowest case, milliseconds from the plan. */
  readonly frozenMs?: number | undefined
  readonly deadMs?: number | undefined
  /** Why there are no marks: the host, the planting or davylamp failed. */
  readonly failed?: string
}

export interface RespondOptions {
  /** Seconds after the last act until it is asked whether anything came back; davylamp's own waiting is cut short then. */
  readonly wait: number
  /** Folder for what davylamp said, for looking at afterwards. */
  readonly out?: string | undefined
}

export async function respondTo(name: string, values: Values, options: RespondOptions): Promise<ResponseMarks> {
  const scenario = loadScenario(name, values)
  let host: Host | undefined
  try {
    host = await boot('orders')
    await plant(host, scenario, values)
    return await measured(host, scenario, options)
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    return { name, planted: scenario.artefacts.length, residue: [], respawned: [], rounds: 0, exit: -1, failed }
  } finally {
    host?.close()
  }
}

async function measured(host: Host, { name, artefacts }: Scenario, { wait, out }: RespondOptions): Promise<ResponseMarks> {
  const packaged = packagedIn(await image())
  const planted = plantedFiles(artefacts, sightOf(host))
  const left = (): Left[] => residueOf(artefacts, sightOf(host), planted, packaged)
  const answered = await respond(host, wait)
  if (out !== undefined) keep(out, name, answered.said)
  const cases = casesOn(host.root)
  const residue = left()
  const lastAct = Math.max(0, ...cases.flatMap(({ records }) => records.map(({ at }) => Date.parse(at))))
  await setTimeout(Math.max(0, lastAct + wait * 1000 - Date.now()))
  const respawned = left().filter(({ thing }) => residue.every(one => one.thing !== thing))
  const slowest = (times: readonly (number | undefined)[]): number | undefined => {
    const known = times.filter(time => time !== undefined)
    return known.length === 0 ? undefined : Math.max(...known)
  }
  return {
    name,
    planted: artefacts.length,
    residue,
    respawned,
    rounds: answered.rounds,
    exit: answered.exit,
    frozenMs: slowest(cases.map(one => lastDone(one, 'contain'))),
    deadMs: slowest(cases.map(one => lastDone(one, 'kill'))),
  }
}

function keep(folder: string, name: string, said: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.txt`), said)
}
