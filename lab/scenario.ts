// A scenario: what is planted on a host (the answer key), what must be left alone, and what the verdict has to be.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../src/core/text.ts'
import { project } from './places.ts'

/** One thing on a host, said so that it can be recognised in a scan's result (see answer.ts). */
export type Thing = { readonly note: string } & (
  | { readonly kind: 'process'; readonly exe?: string; readonly argv?: string; readonly name?: string }
  /** `also`: other paths of the same file, such as the merged view of a container's upper layer. */
  | { readonly kind: 'file'; readonly path: string; readonly also?: readonly string[] }
  | { readonly kind: 'line'; readonly path: string; readonly text: string }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'connection'; readonly remote: string }
  | { readonly kind: 'mount'; readonly over: string }
)

export interface Scenario {
  readonly name: string
  readonly title: Text
  readonly verdict: 'mining' | 'suspicious' | 'clean'
  readonly artefacts: readonly Thing[]
  readonly decoys: readonly Thing[]
  /** The service in whose control group the intruder's programs run. */
  readonly service?: string
  /** nginx and PostgreSQL run on the host, and work during a response. */
  readonly business?: boolean
  /** A word that the preloaded library hides, when the scenario uses it. */
  readonly hides?: string
  /** Names of the programs of lab/programs that the script finds, compiled, in /lab-kit. */
  readonly programs?: readonly string[]
}

/** What "${NAME}" in an answer key and $NAME in a script stand for. */
export type Values = Readonly<Record<string, string>>

export const scenarioFolder = join(project, 'lab/scenarios')

/** Small infected disks; what must be found on them is written beside each. */
export const fixtureFolder = join(project, 'fixtures/hosts')

export function scenarioNames(): string[] {
  return foldersIn(scenarioFolder)
}

export function fixtureNames(): string[] {
  return foldersIn(fixtureFolder)
}

export function loadFixture(name: string): Scenario {
  return { ...(JSON.parse(readFileSync(join(fixtureFolder, name, 'expected.json'), 'utf8')) as Omit<Scenario, 'name'>), name }
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

export function loadScenario(name: string, values: Values): Scenario {
  const given = JSON.parse(filled(readFileSync(join(scenarioFolder, name, 'scenario.json'), 'utf8'), values)) as Omit<Scenario, 'name'>
  const everywhere = JSON.parse(readFileSync(join(project, 'lab/decoys/decoys.json'), 'utf8')) as Thing[]
  return { ...given, name, decoys: [...everywhere, ...(given.decoys ?? [])] }
}

/** The script that makes the host: shared functions, the decoys, then what the scenario plants. */
export function plantScript(name: string): string {
  return ['lab/kit.sh', 'lab/decoys/plant.sh', `lab/scenarios/${name}/plant.sh`]
    .map(file => readFileSync(join(project, file), 'utf8'))
    .join('\n')
}

function filled(text: string, values: Values): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}
