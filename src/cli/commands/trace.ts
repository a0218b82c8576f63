// davylamp trace: how they got in, when, how sure that is, and what to close.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { gather } from '../../case/gather.ts'
import type { Facts } from '../../core/facts.ts'
import type { HostView } from '../../core/host.ts'
import type { Incident } from '../../core/incident.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import type { Advice } from '../../core/plan.ts'
import { some } from '../../core/some.ts'
import type { Lang } from '../../core/text.ts'
import type { Trace } from '../../core/trace.ts'
import { unknownZone, type Zone } from '../../core/zone.ts'
import { loadEntryModel } from '../../intel/entry-model.ts'
import { loadPatches } from '../../intel/load.ts'
import { zoneNamed } from '../../parse/local-time.ts'
import { logFormats } from '../../parse/logs/index.ts'
import { attackGraphSvg } from '../../report/attack-graph-svg.ts'
import { listCases } from '../../store/cases.ts'
import { defaultState, savedScans } from '../../store/state.ts'
import { loadTrace, saveTrace, tracesIn } from '../../store/traces.ts'
import { broughtBy } from '../../trace/brought.ts'
import { footprintsOf } from '../../trace/footprints.ts'
import { hostZone } from '../../trace/host-zone.ts'
import { hostGraphOf } from '../../trace/hosts.ts'
import { originEvents } from '../../trace/origins.ts'
import { outwardOf } from '../../trace/outward.ts'
import { ownAddresses } from '../../trace/own-addresses.ts'
import { readLogs } from '../../trace/read/read-logs.ts'
import { standingOf } from '../../trace/standing.ts'
import { traceIncident } from '../../trace/trace.ts'
import { languageOf, languageOption } from '../language.ts'
import { scanModules } from '../modules.ts'
import { rawRules } from '../own-files.ts'
import { progressLine } from '../progress.ts'
import { renderHosts } from '../render-hosts.ts'
import { renderTrace } from '../render-trace.ts'
import { lookAt, openHost, planFor, rootOf } from '../response.ts'
import { spanOf } from '../span.ts'
import { UserError } from '../user-error.ts'
import { writeAll } from '../write-all.ts'

interface Options {
  readonly root?: string
  readonly logs?: string
  readonly zone?: string
  readonly since?: string
  readonly json?: boolean
  readonly svg?: string
  readonly state?: string
  readonly lang?: string
}

export function trace(): Command {
  return new Command('trace')
    .description(
      'say how they got in, when, and what to close; the newest incident by default / 溯源:何时、从哪里进来,要封堵什么;默认最近的事件',
    )
    .argument('[incident...]', 'I-…; of several, or of state folders and traces in JSON, the way from host to host')
    .option('--root <dir>', 'a directory as the root of a host: a mounted image, a container, a chroot')
    .option('--logs <dir>', 'a folder of collected logs instead of a host')
    .option('--zone <zone>', 'time zone of logs that name none, such as Asia/Shanghai or +08:00 (default: the host’s)')
    .option('--since <time>', 'read nothing older than this, such as 2026-05-01 or 30d')
    .option('--json', 'print as JSON')
    .option('--svg <file>', 'draw the attack graph into a file')
    .option('--state <dir>', 'where results are kept')
    .addOption(languageOption)
    .allowExcessArguments(false)
    .action(async (ids: readonly string[], options: Options) => {
      if (options.root !== undefined && options.logs !== undefined) throw new UserError('give either --root or --logs, not both')
      const state = options.state ?? defaultState()
      const [id, ...more] = ids
      if (more.length > 0 || (id !== undefined && isKept(id))) return together(ids, state, options)
      const line = progressLine(options.json !== true)
      const made = await traced(id, options, state, what => line.show(what)).finally(() => line.clear())
      const note = saveTrace(state, made)
      if (note !== undefined) process.stderr.write(`davylamp: ${note}\n`)
      writeAll(options.json === true ? `${JSON.stringify(made, null, 1)}\n` : renderTrace(made, languageOf(options.lang)))
      // A picture that cannot be drawn costs nothing of what was found.
      if (options.svg !== undefined) draw(made, options.svg, languageOf(options.lang))
    })
}

function draw({ graph }: Trace, path: string, lang: Lang): void {
  if (graph.nodes.length === 0) throw new UserError('there is nothing to draw: no incident is known')
  try {
    writeFileSync(path, attackGraphSvg(graph, lang), { mode: 0o600 })
  } catch (error) {
    throw new UserError(`the graph could not be written to ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
}

/** A state folder, or a trace that was printed as JSON on another host. */
const isKept = (name: string): boolean => /[/.]/.test(name)

/** Kept traces of several hosts become one picture. */
function together(names: readonly string[], state: string, { json, lang }: Options): void {
  const traces = some(names.flatMap(name => keptTraces(name, state)))
  if (traces === undefined) throw new UserError('no trace is kept there: run "davylamp trace" on each host first')
  const graph = hostGraphOf(traces)
  writeAll(json === true ? `${JSON.stringify(graph, null, 1)}\n` : renderHosts(graph, languageOf(lang)))
}

function keptTraces(name: string, state: string): readonly Trace[] {
  if (!isKept(name)) {
    const kept = loadTrace(state, name)
    if (kept === undefined) throw new UserError(`no trace of "${name}" is kept in ${state}: run "davylamp trace ${name}" first`)
    return [kept]
  }
  const traces = tracesIn(name)
  if (traces.length === 0) throw new UserError(`"${name}" holds no trace: give a state folder, or what "davylamp trace --json" printed`)
  return traces
}

interface Subject {
  readonly incident?: Incident | undefined
  readonly at: Instant
  readonly handledAt?: Instant | undefined
  readonly reach?: Trace['reach'] | undefined
}

async function traced(id: string | undefined, options: Options, state: string, progress: (what: string) => void): Promise<Trace> {
  const host = openHost(rootOf(options.logs ?? options.root))
  const subject: Subject = (await subjectOf(id, options, state, host)) ?? { at: host.now }
  progress('facts')
  const facts = options.logs === undefined ? standingFacts(host, progress) : undefined
  progress('logs')
  const zone = zoneFor(options, host)
  const patches = loadPatches(rawRules())
  const read = readLogs(host, logFormats, {
    zone,
    from: sinceOf(options.since, host.now),
    around: earliestOf(subject.incident),
    patches,
    collected: options.logs !== undefined,
  })
  progress('weigh')
  const { model, gaps } = loadEntryModel(rawRules())
  const told = subject.incident === undefined ? [] : originEvents(subject.incident, facts, options.logs === undefined ? host : undefined)
  return traceIncident({
    host: subject.incident?.host ?? host.name,
    incident: subject.incident,
    at: subject.at,
    zone: zone.name,
    events: [...read.events, ...told],
    sources: read.sources,
    gaps: [...read.gaps, ...gaps],
    standing: standingOf(subject.incident, facts, facts && footprintsOf(host)),
    model,
    handledAt: subject.handledAt,
    reach: subject.reach,
    addresses: ownAddresses(host, facts, subject.incident),
    outward: options.logs === undefined ? outwardOf(host) : undefined,
  })
}

function zoneFor({ zone, logs }: Options, host: HostView): Zone {
  if (zone === undefined) return logs === undefined ? hostZone(host) : unknownZone
  const named = zoneNamed(zone)
  if (named === undefined) throw new UserError(`--zone takes a time zone such as Asia/Shanghai, +08:00 or UTC, not "${zone}"`)
  return named
}

/** A date, a time, or a span before the moment of looking. */
function sinceOf(text: string | undefined, now: Instant): Instant | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+[smhd]?$/.test(text) ? Date.parse(now) - spanOf(text, '--since') : Date.parse(text)
  const since = instantOf(ms)
  if (since === undefined) throw new UserError(`--since takes a time such as 2026-05-01, 2026-05-01T03:00Z or 20d, not "${text}"`)
  return since
}

/** Near which moment events are kept when there are too many. */
function earliestOf(incident: Incident | undefined): Instant | undefined {
  if (incident === undefined) return undefined
  const { files, processes } = broughtBy(incident)
  return [...files.map(f => f.btime ?? f.ctime), ...processes.map(p => p.startedAt)].filter(t => t !== undefined).sort()[0]
}

/** What the ways in ask of the host; nothing of it needs the malware to be there still. */
const asked = new Set(['processes', 'sockets', 'network', 'users', 'packages', 'sshd-settings', 'containers', 'ssh-keys'])

function standingFacts(host: HostView, progress: (what: string) => void): Facts {
  return gather(host, { collectors: scanModules.collectors.filter(c => asked.has(c.id)), persistence: [] }, progress)
}

/** The incident that is meant: a kept one by its id, the newest of this host, or what a scan finds now. */
async function subjectOf(id: string | undefined, { root, logs }: Options, state: string, host: HostView): Promise<Subject | undefined> {
  const kept = keptSubject(id, root === undefined && logs === undefined ? host.name : undefined, state)
  if (kept !== undefined) return kept
  if (logs !== undefined) {
    if (id !== undefined) throw new UserError(`there is no incident "${id}" in ${state}`)
    return undefined
  }
  const look = await lookAt(rootOf(root), state, true)
  const incident = look.result.incidents.find(isMeant(id))
  if (incident === undefined && id !== undefined) throw new UserError(`there is no incident "${id}", neither kept nor on this host`)
  const advice = incident && planFor(look, openHost(rootOf(root)), incident.id)?.plan.advice
  return { incident, at: look.result.finishedAt, reach: reachIn(advice ?? []) }
}

const isMeant =
  (id: string | undefined) =>
  (i: Incident): boolean =>
    id === undefined ? i.verdict === 'mining' || i.verdict === 'suspicious' : i.id === id

/** By its id from anywhere; without one the newest of this host, its case before its scan. */
function keptSubject(id: string | undefined, host: string | undefined, state: string): Subject | undefined {
  if (id === undefined && host === undefined) return undefined
  const isHere = (name: string): boolean => id !== undefined || name === host
  const view = listCases(state).find(one => !('broken' in one) && isHere(one.incident.host) && (id === undefined || one.incident.id === id))
  const scan = savedScans(state).find(result => isHere(result.host) && result.incidents.some(isMeant(id)))
  if (view !== undefined && !('broken' in view)) {
    const { incident, records, result, plan } = view
    const isNewest = scan === undefined || scan.startedAt <= result.startedAt || scan.incidents.some(i => i.id === incident.id)
    const [first] = records
    if (isNewest) return { incident, at: result.finishedAt, handledAt: first?.at, reach: reachIn(plan.advice) }
  }
  return scan && { incident: scan.incidents.find(isMeant(id)), at: scan.finishedAt }
}

/** What the plan gives a deadline: secrets that the malware could read. */
function reachIn(advice: readonly Advice[]): Trace['reach'] {
  return advice.flatMap(({ title: what, targets, by }) =>
    by === undefined ? [] : [{ what, by, paths: targets.flatMap(id => (id.startsWith('file:') ? [id.slice(5)] : [])) }],
  )
}
