// One incident from boot to marks: dressed, planted, scanned, perhaps cleaned, traced by davylamp inside, compared with its label, gone.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Trace } from '../src/core/trace.ts'
import type { Outcome } from './command.ts'
import { dressOf } from './dress.ts'
import { boot, type Host, lentAt } from './host.ts'
import { type Incident, loadIncident } from './incident.ts'
import type { Values } from './scenario.ts'
import { type Stage, stageOn } from './stage.ts'
import { judge, type TraceMarks } from './trace-marks.ts'

export interface TraceOptions {
  /** Folder for what davylamp said, for looking at afterwards. */
  readonly out?: string | undefined
}

export async function traceOne(name: string, values: Values, options: TraceOptions): Promise<TraceMarks> {
  let host: Host | undefined
  let stage: Stage | undefined
  let incident: Incident | undefined
  try {
    incident = await loadIncident(name)
    const { dress } = incident
    host = await boot('orders', incident.image ?? 'doors', root => dress?.(dressOf(root)))
    stage = await stageOn(host, values)
    await incident.plant(stage)
    return await traced(stage, incident, options)
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    return { name, way: incident?.way ?? '?', ranked: [], place: Infinity, truth: 0, minutes: {}, wrong: [], seconds: 0, failed }
  } finally {
    for (const one of [host, ...(stage?.others ?? [])]) one?.close()
  }
}

async function traced(stage: Stage, incident: Incident, { out }: TraceOptions): Promise<TraceMarks> {
  const { name, cleaned } = incident
  const { truth, mark } = stage
  const say = (step: string, outcome: Outcome): void => {
    if (out !== undefined) keep(out, `${name}.${step}`, outcome)
  }
  mark('discovery')
  say('scan', await davylamp(stage, 'scan', '--json'))
  if (cleaned === true) {
    mark('handling')
    say('respond', await davylamp(stage, 'respond', '--yes', '--approve', '--lang', 'en'))
  }
  const began = performance.now()
  const outcome = await davylamp(stage, 'trace', '--json')
  const seconds = (performance.now() - began) / 1000
  say('trace', outcome)
  return judge(name, incident, truth, traceOf(outcome), seconds)
}

function davylamp({ host, clock }: Stage, ...words: readonly string[]): Promise<Outcome> {
  const argv = [...clock(), `${lentAt}/node`, '--disable-warning=ExperimentalWarning', `${lentAt}/src/cli/main.ts`, ...words]
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
