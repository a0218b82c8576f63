// The lab's command: list, score, respond, boot, clean, controls.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runControls } from './controls.ts'
import { boot, closeAll, type Host } from './host.ts'
import { oldImages } from './image.ts'
import { incidentNames } from './incident.ts'
import { line, total } from './marks.ts'
import { makePlaces } from './places.ts'
import { plant } from './plant.ts'
import { clean } from './remains.ts'
import { respondTo } from './respond.ts'
import { responseLine, responseTotal } from './respond-marks.ts'
import { fixtureNames, loadScenario, scenarioNames } from './scenario.ts'
import { type Marks, score, scoreFixture } from './score.ts'
import { letHappen, traceOne } from './trace.ts'
import { traceLine, traceTotal } from './trace-marks.ts'
import { values } from './values.ts'

const usage = `bin/lab list                                       the scenarios
bin/lab score [NAMES…] [--jobs N] [--disk] [--out DIR]   boot, infect, scan, compare with the answer keys
bin/lab disks [NAMES…]                              scan the small infected disks of fixtures/hosts; needs no root
bin/lab respond [NAMES…] [--jobs N] [--wait S] [--business] [--naive] [--out DIR]   infect, let davylamp answer; what is left, comes back, breaks
bin/lab trace [NAMES…] [--jobs N] [--out DIR]            let a labelled incident happen, let davylamp trace it, compare
bin/lab boot NAME [-- COMMAND…]                    an infected host to look around in; it is gone when you leave
bin/lab controls [NAMES…] [--seconds N]            scan this machine while innocent programs work hard
bin/lab clean                                      remove what killed runs left, and images of older package lists
`

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    closeAll()
    process.exit(130)
  })
}
process.on('exit', closeAll)

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: '2' },
    disk: { type: 'boolean', default: false },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '6' },
    wait: { type: 'string', default: '75' },
    business: { type: 'boolean', default: false },
    naive: { type: 'boolean', default: false },
  },
})
const [command = '', ...names] = positionals

function needRoot(): void {
  if (process.getuid?.() === 0) return
  process.stderr.write('lab: booting hosts needs root\n')
  process.exit(2)
}

async function scoreHosts(): Promise<boolean> {
  needRoot()
  makePlaces()
  clean()
  const given = values()
  const all = await each(names.length > 0 ? names : scenarioNames(), lines, name =>
    score(name, given, { disk: options.disk, out: options.out }),
  )
  const live = total(all.flatMap(marks => marks.slice(0, 1)))
  if (!options.disk) return sum(all.flat(), live)
  const disks = total(all.flatMap(marks => marks.slice(1)))
  return sum(all.flat(), { text: `running: ${live.text}\ndisks: ${disks.text}`, passed: live.passed && disks.passed })
}

async function respondAll(): Promise<boolean> {
  needRoot()
  makePlaces()
  clean()
  const given = values()
  const all = await each(names.length > 0 ? names : scenarioNames(), responseLine, name =>
    respondTo(name, given, { wait: Number(options.wait), out: options.out, business: options.business, naive: options.naive }),
  )
  return sum(all, responseTotal(all))
}

async function traceAll(): Promise<boolean> {
  needRoot()
  makePlaces()
  clean()
  const given = values()
  const all = await each(names.length > 0 ? names : incidentNames(), traceLine, name => traceOne(name, given, { out: options.out }))
  return sum(all, traceTotal(all))
}

async function scoreFixtures(): Promise<boolean> {
  const all = await each(names.length > 0 ? names : fixtureNames(), line, scoreFixture)
  return sum(all, total(all))
}

function lines(marks: readonly Marks[]): string {
  return marks.map(line).join('\n')
}

/** Marks all, some at the same time; one line each as soon as it is known. */
async function each<T>(chosen: readonly string[], told: (marks: T) => string, mark: (name: string) => Promise<T>): Promise<T[]> {
  const waiting = [...chosen]
  const all: T[] = []
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const marks = await mark(name)
      all.push(marks)
      if (!options.json) process.stdout.write(`${told(marks)}\n`)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Number(options.jobs) || 1) }, worker))
  return all
}

function sum(marks: readonly unknown[], { text, passed }: { readonly text: string; readonly passed: boolean }): boolean {
  process.stdout.write(options.json ? `${JSON.stringify({ passed, marks })}\n` : `${text}\n`)
  return passed
}

async function bootOne(): Promise<boolean> {
  needRoot()
  clean()
  const [name = '', ...command] = names
  const { host, close } = incidentNames().includes(name) ? await incidentHost(name) : await scenarioHost(name)
  process.stderr.write(`lab: ${name} is up; PID 1 is ${host.leader.pid} here, its root is ${host.root}\n`)
  const inner = command.length > 0 ? command : ['bash', '-l']
  const { status } = spawnSync('nsenter', ['-t', `${host.leader.pid}`, '-a', '--', ...inner], { stdio: 'inherit' })
  close()
  return status === 0
}

interface Standing {
  readonly host: Host
  close(): void
}

async function scenarioHost(name: string): Promise<Standing> {
  const given = values()
  const scenario = loadScenario(name, given)
  const host = await boot('orders', scenario.business === true ? 'business' : 'plain')
  await plant(host, scenario, given)
  return { host, close: () => host.close() }
}

async function incidentHost(name: string): Promise<Standing> {
  const { stage, close } = await letHappen(name, values())
  return { host: stage.host, close }
}

function cleanAll(): boolean {
  needRoot()
  const hosts = clean()
  const images = oldImages()
  for (const image of images) rmSync(image, { recursive: true, force: true })
  process.stdout.write(`removed ${hosts} hosts and ${images.length} old images\n`)
  return true
}

function list(): boolean {
  const given = values()
  for (const name of scenarioNames()) {
    const { title, artefacts, verdict } = loadScenario(name, given)
    process.stdout.write(`${name.padEnd(26)} ${verdict.padEnd(10)} ${`${artefacts.length}`.padStart(2)} artefacts  ${title.en}\n`)
  }
  return true
}

const commands: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  list,
  score: scoreHosts,
  respond: respondAll,
  trace: traceAll,
  disks: scoreFixtures,
  boot: bootOne,
  clean: cleanAll,
  controls: () => runControls(names, Number(options.seconds)),
}
const chosen = commands[command]
if (chosen === undefined) process.stderr.write(usage)
process.exitCode = chosen === undefined ? 2 : (await chosen()) ? 0 : 1
