// One scenario from boot to marks: planted, scanned by davylamp, compared with the answer key, gone.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScanResult } from '../src/core/incident.ts'
import { accusation, accusedAt, found } from './answer.ts'
import { type Outcome, run } from './command.ts'
import { boot, type Host, lentAt } from './host.ts'
import { keptCompiled, node, project } from './places.ts'
import { plant } from './plant.ts'
import { fixtureFolder, loadFixture, loadScenario, type Scenario, type Thing, type Values } from './scenario.ts'
import { type Sight, sightOf, sightOfDisk } from './sight.ts'

export interface Marks {
  readonly name: string
  readonly planted: number
  readonly missed: readonly Thing[]
  readonly decoys: number
  readonly accused: readonly { readonly decoy: Thing; readonly at: readonly string[] }[]
  /** Verdicts that are right, the best first. */
  readonly expected: readonly ScanResult['verdict'][]
  readonly verdict: string
  /** Of the scan alone. */
  readonly seconds: number
  /** Why there are no marks: the host, the planting or the scan failed. */
  readonly failed?: string
}

export interface ScoreOptions {
  /** Scan its root from outside as well, as a disk. */
  readonly disk: boolean
  /** Folder for the scans' JSON, for looking at afterwards. */
  readonly out?: string | undefined
}

/** Marks of the running host, scanned from inside, and of its disk if that is asked for. */
export async function score(name: string, values: Values, { disk, out }: ScoreOptions): Promise<readonly Marks[]> {
  const scenario = loadScenario(name, values)
  const ways = disk ? [false, true] : [false]
  let host: Host | undefined
  try {
    host = await boot('orders', scenario.business === true ? 'business' : 'plain')
    await plant(host, scenario, values)
    const marks: Marks[] = []
    for (const asDisk of ways)
      marks.push(await scored(name, scenario, host, asDisk, out).catch(error => failed(name, scenario, asDisk, error)))
    return marks
  } catch (error) {
    return ways.map(asDisk => failed(name, scenario, asDisk, error))
  } finally {
    host?.close()
  }
}

async function scored(name: string, scenario: Scenario, host: Host, disk: boolean, out: string | undefined): Promise<Marks> {
  const before = sightOf(host)
  const { root } = host
  const began = performance.now()
  const outcome = await (disk ? scanDisk(root, join(root, '..', 'state')) : scanInside(host))
  const seconds = (performance.now() - began) / 1000
  if (out !== undefined) keep(out, titleOf(name, disk), outcome)
  const result = resultOf(outcome)
  return {
    ...blank(name, scenario, disk),
    ...judge(scenario, result, lasting(before, sightOf(host)), disk),
    verdict: result.verdict,
    seconds,
  }
}

function failed(name: string, scenario: Scenario, disk: boolean, error: unknown): Marks {
  return { ...blank(name, scenario, disk), failed: error instanceof Error ? error.message : String(error) }
}

function titleOf(name: string, disk: boolean): string {
  return disk ? `${name}.disk` : name
}

/** Nothing found yet. */
function blank(name: string, scenario: Scenario, disk: boolean): Marks {
  const { artefacts, decoys } = scenario
  const expected = rightVerdicts(scenario, disk)
  return {
    name: titleOf(name, disk),
    planted: artefacts.length,
    missed: artefacts,
    decoys: decoys.length,
    accused: [],
    expected,
    verdict: '-',
    seconds: 0,
  }
}

/** One of fixtures/hosts: no host is booted, so this needs no root. */
export async function scoreFixture(name: string): Promise<Marks> {
  const scenario = loadFixture(name)
  const root = join(fixtureFolder, name, 'root')
  const state = mkdtempSync(join(tmpdir(), 'davylamp-disk-'))
  try {
    const began = performance.now()
    const result = resultOf(await scanDisk(root, state))
    const seconds = (performance.now() - began) / 1000
    return { ...blank(name, scenario, false), ...judge(scenario, result, sightOfDisk(root), true), verdict: result.verdict, seconds }
  } catch (error) {
    return failed(name, scenario, false, error)
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

function judge(scenario: Scenario, result: ScanResult, sight: Sight, disk: boolean) {
  const accused = accusation(result)
  const onDisk = (thing: Thing): boolean => !disk || isOnDisk(thing)
  const artefacts = scenario.artefacts.filter(onDisk)
  return {
    planted: artefacts.length,
    missed: artefacts.filter(thing => !found(thing, accused, sight)),
    accused: scenario.decoys
      .filter(onDisk)
      .map(decoy => ({ decoy, at: accusedAt(decoy, accused, sight) }))
      .filter(({ at }) => at.length > 0),
  }
}

/**
 * Clean is never said over a gap, so a host where nothing is planted may be "incomplete". Seen from outside, a host whose mining shows in its
 * processes only may be "suspicious"; the small disks of fixtures/hosts all hold enough for "mining".
 */
function rightVerdicts({ verdict }: Scenario, switchedOff: boolean): readonly ScanResult['verdict'][] {
  if (verdict === 'clean') return ['clean', 'incomplete']
  return switchedOff && verdict === 'mining' ? ['mining', 'suspicious'] : [verdict]
}

/** What outlasts the power switch: processes, connections and memory file systems do not. */
function isOnDisk(thing: Thing): boolean {
  if (thing.kind === 'file' || thing.kind === 'line') return !/^\/(dev|run|proc|sys)\//.test(thing.path)
  return thing.kind === 'user'
}

/** Processes that ran before and after the scan: a scan cannot be blamed for one that came and went. */
function lasting(before: Sight, after: Sight): Sight {
  return {
    ...after,
    pids: thing => {
      const later = after.pids(thing)
      return before.pids(thing).filter(pid => later.includes(pid))
    },
  }
}

function scanInside(host: Host): Promise<Outcome> {
  const command = [`${lentAt}/node`, `${lentAt}/src/cli/main.ts`, 'scan', '--json', '--state', '/run/davylamp-state']
  return host.inside(command, { service: 'ssh.service', timeoutMs: 300_000 })
}

function scanDisk(root: string, state: string): Promise<Outcome> {
  return run(node, [join(project, 'src/cli/main.ts'), 'scan', '--json', '--root', root, '--state', state], {
    timeoutMs: 300_000,
    env: keptCompiled(project),
  })
}

function resultOf({ status, stdout, stderr }: Outcome): ScanResult {
  try {
    const result = JSON.parse(stdout) as ScanResult
    if (result.schema === 'davylamp.scan.1' && (status === 0 || status === 1 || status === 2)) return result
  } catch {
    // Told below with what the scan said.
  }
  throw new Error(`the scan gave no result (status ${status}): ${(stderr || stdout).slice(-800)}`)
}

function keep(folder: string, name: string, { stdout, stderr }: Outcome): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), stdout)
  writeFileSync(join(folder, `${name}.stderr`), stderr)
}
