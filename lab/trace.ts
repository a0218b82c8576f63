// One incident from boot to marks: dressed, planted, scanned, perhaps cleaned, traced by davylamp inside, compared with its label, gone.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Trace } from '../src/core/trace.ts'
import type { HostGraph } from '../src/trace/hosts.ts'
import type { Outcome } from './command.ts'
import { dressOf } from './dress.ts'
import { boot, type Host, lentAt } from './host.ts'
import { type Incident, loadIncident, loadLabel } from './incident.ts'
import type { Values } from './scenario.ts'
import { sightOf } from './sight.ts'
import { type Stage, stageOn } from './stage.ts'
import { judge, type TraceMarks } from './trace-marks.ts'

export interface TraceOptions {
  /** Folder for what davylamp said, for looking at afterwards. */
  readonly out?: string | undefined
}

export async function traceOne(name: string, values: Values, options: TraceOptions): Promise<TraceMarks> {
  let happened: Happened | undefined
  try {
    happened = await letHappen(name, values).catch(error => {
      process.stderr.write(`${name}: staged once more, for ${sentenceOf(error)}\n`)
      return letHappen(name, values)
    })
    return await traced(happened, options)
  } catch (error) {
    const failed = sentenceOf(error)
    return { name, way: loadLabel(name).way, ranked: [], place: Infinity, truth: 0, minutes: {}, wrong: [], seconds: 0, failed }
  } finally {
    happened?.close()
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export interface Happened {
  readonly incident: Incident
  readonly stage: Stage
  close(): void
}

/** Boots the host and lets it happen; throws when no miner runs in the end, because there is nothing to trace then. */
export async function letHappen(name: string, values: Values): Promise<Happened> {
  const incident = await loadIncident(name)
  const host = await boot('orders', incident.image ?? 'doors', root => incident.dress?.(dressOf(root)))
  let stage: Stage | undefined
  const close = (): void => {
    for (const one of [host, ...(stage?.others ?? [])]) one.close()
  }
  try {
    stage = await stageOn(host, values)
    await incident.plant(stage)
    await mining(host, values)
    return { incident, stage, close }
  } catch (error) {
    close()
    throw error
  }
}

async function mining(host: Host, { POOL = '' }: Values): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if (sightOf(host).exists({ kind: 'connection', remote: POOL, note: '' })) return
    await setTimeout(250)
  }
  throw new Error('no miner runs after the planting')
}

async function traced({ stage, incident }: Happened, { out }: TraceOptions): Promise<TraceMarks> {
  const { name, cleaned, patientZero } = incident
  const { host, truth, mark } = stage
  const ask = async (step: string, who: Host, ...words: readonly string[]): Promise<Outcome> => {
    const outcome = await davylamp(who, who === host ? stage.clock() : [], words)
    if (out !== undefined) keep(out, `${name}.${step}`, outcome)
    return outcome
  }
  mark('discovery')
  await ask('scan', host, 'scan', '--json')
  if (cleaned === true) {
    mark('handling')
    await ask('respond', host, 'respond', '--yes', '--approve', '--lang', 'en')
  }
  const began = performance.now()
  const outcome = await ask('trace', host, 'trace', '--json')
  const seconds = (performance.now() - began) / 1000
  const marks = judge(name, incident, truth, traceOf(outcome), seconds)
  if (patientZero === undefined) return marks
  // Each host is traced by itself; what was printed there is put together here.
  const kept = [outcome.stdout]
  for (const other of stage.others) {
    await ask(`scan.${other.name}`, other, 'scan', '--json')
    kept.push((await ask(`trace.${other.name}`, other, 'trace', '--json')).stdout)
  }
  const files = kept.map((trace, n) => {
    writeFileSync(join(host.root, `root/trace-${n}.json`), trace)
    return `/root/trace-${n}.json`
  })
  const together = await ask('hosts', host, 'trace', '--json', ...files)
  return { ...marks, wrong: [...marks.wrong, ...zeroIn(together, patientZero)] }
}

function zeroIn({ stdout, stderr }: Outcome, expected: string): string[] {
  try {
    const told = (JSON.parse(stdout) as HostGraph).patientZero?.host
    return told === expected ? [] : [`patient zero ${told ?? 'untold'} instead of ${expected}`]
  } catch {
    return [`no patient zero: ${stderr.slice(-200)}`]
  }
}

function davylamp(host: Host, clock: readonly string[], words: readonly string[]): Promise<Outcome> {
  const argv = [...clock, `${lentAt}/node`, '--disable-warning=ExperimentalWarning', `${lentAt}/src/cli/main.ts`, ...words]
  return host.inside(argv, { service: 'ssh.service', timeoutMs: 300_000 })
}

function traceOf({ status, stdout, stderr }: Outcome): Trace {
  try {
    const trace = JSON.parse(stdout) as Trace
    if (trace.schema === 'davylamp.trace.1') return trace
  } catch {
    // Told below with what it said.
  }
  throw new Error(`no trace (status ${status}): ${(stderr || stdout).slice(-600)}`)
}

function keep(folder: string, name: string, { stdout, stderr }: Outcome): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.out`), stdout)
  writeFileSync(join(folder, `${name}.err`), stderr)
}
