// The conductor of a scan: gather, infer, look deeper around what was found, infer again, correlate, judge.
import type { Detector } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import { type Facts, factKinds } from '../core/facts.ts'
import { type Gap, isHole } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { HostVerdict, Incident, ScanResult, WireCoverage } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { correlate } from './correlate.ts'
import { cutShort } from './cut-short.ts'
import { deepen, gather, type Modules, type Progress } from './gather.ts'
import { infer, leadsOf } from './infer.ts'
import { withRemarks } from './remarks.ts'

export interface ScanModules extends Modules {
  readonly detectors: readonly Detector[]
  /** The things that an owner declared as his own miner. */
  readonly authorised: (facts: Facts, intel: Intel) => Iterable<EntityId>
}

export interface Clock {
  now(): Instant
  /** CPU time used so far and the peak of resident memory. */
  usage(): { readonly cpuMs: number; readonly wallMs: number; readonly peakBytes: number }
}

export interface ScanOptions {
  readonly progress: Progress
  /** Every running program is looked into in the second pass, not only what the first accuses. */
  readonly deep: boolean
  /** What is known beforehand not to be seen. */
  readonly gaps: readonly Gap[]
  /** What captures of this host's traffic showed. */
  readonly wire?: { readonly rows: Partial<Facts>; readonly coverage: WireCoverage } | undefined
}

/** Looks at a host, and says what is to be thought of it. */
export function scan(
  sight: HostView,
  intel: Intel,
  modules: ScanModules,
  clock: Clock,
  { progress, deep, gaps: known, wire }: ScanOptions,
): { result: ScanResult; facts: Facts } {
  const startedAt = clock.now()
  const { host, gaps: cut } = cutShort(sight)
  const shallow = { ...gather(host, modules, progress), ...wire?.rows }
  const first = infer(shallow, intel, modules.detectors)
  const accused = leadsOf(first.findings)
  const leads = deep ? new Set([...accused, ...shallow.processes.map(p => p.id)]) : accused
  const facts = leads.size === 0 ? shallow : deepen(host, shallow, leads, modules, progress)
  const { findings: bare, gaps: failures } = leads.size === 0 ? first : infer(facts, intel, modules.detectors)
  const findings = withRemarks(bare, facts.remarks)
  progress('correlate')
  const incidents = correlate(host.name, facts, findings, new Set(modules.authorised(facts, intel)))
  const told = new Set(facts.gaps.map(({ source, why }) => `${why} ${source}`))
  const gaps = [...known, ...facts.gaps, ...cut().filter(({ source, why }) => !told.has(`${why} ${source}`)), ...failures]
  const result: ScanResult = {
    schema: 'davylamp.scan.1',
    host: host.name,
    startedAt,
    finishedAt: clock.now(),
    verdict: judge(incidents, gaps),
    incidents,
    findings,
    gaps,
    ...(facts.self[0] !== undefined && { self: facts.self[0] }),
    coverage: {
      facts: rowsByKind(facts),
      collectors: modules.collectors.map(m => m.id),
      persistence: modules.persistence.map(m => m.id),
      detectors: modules.detectors.map(m => m.id),
      ...(wire !== undefined && { wire: wire.coverage }),
    },
    cost: clock.usage(),
  }
  return { result, facts }
}

export function rowsByKind(facts: Facts): Readonly<Record<string, number>> {
  return Object.fromEntries(factKinds.map(kind => [kind, facts[kind].length]))
}

export function judge(incidents: readonly Incident[], gaps: readonly Gap[]): HostVerdict {
  if (incidents.some(i => i.verdict === 'mining')) return 'mining'
  if (incidents.some(i => i.verdict === 'suspicious')) return 'suspicious'
  return gaps.some(isHole) ? 'incomplete' : 'clean'
}
