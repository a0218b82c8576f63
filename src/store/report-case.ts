// What the store holds of an incident, put together for a report: the case when there was a response, else the scan, and the trace where there is one.
import { join } from 'node:path'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { ReportCase } from '../core/report.ts'
import { type CaseView, listCases } from './cases.ts'
import { readEvidence } from './evidence.ts'
import { savedScans } from './state.ts'
import { loadTrace } from './traces.ts'

type Kept = Omit<ReportCase, 'tool' | 'yields' | 'nextLook'>

/**
 * Of the incident or case with this id, or the newest: a case before a scan of the same incident. undefined when nothing is kept under it.
 * Throws a JournalError when the case was changed by somebody.
 */
export function keptForReport(
  state: string,
  id: string | undefined,
): { readonly kept: Kept; readonly view?: CaseView | undefined } | undefined {
  const view = caseOf(state, id)
  const found = scanWith(state, id)
  // A newer scan may show another incident; of the same one the case knows more.
  const isNewest =
    id !== undefined ||
    found === undefined ||
    (view !== undefined && (found.result.startedAt <= view.result.startedAt || found.result.incidents.some(i => i.id === view.incident.id)))
  if (view !== undefined && isNewest) return { kept: fromCase(state, view), view }
  return found && { kept: fromScan(state, found.result, found.incident) }
}

/** The newest of the matching ones. */
function caseOf(state: string, id: string | undefined): CaseView | undefined {
  const cases = listCases(state)
  const broken = cases.find(one => 'broken' in one && one.id === id)
  if (broken !== undefined && 'broken' in broken) throw broken.broken
  const whole = cases.flatMap(one => ('broken' in one ? [] : [one]))
  if (id !== undefined) return whole.find(one => one.id === id) ?? whole.find(one => one.incident.id === id)
  return whole[0]
}

/** The newest scan that shows it, or any incident: scans of other hosts that show none may be newer. */
function scanWith(state: string, id: string | undefined): { readonly result: ScanResult; readonly incident: Incident } | undefined {
  for (const result of savedScans(state)) {
    const incident = result.incidents.find(one => id === undefined || one.id === id)
    if (incident !== undefined) return { result, incident }
  }
  return undefined
}

function fromCase(state: string, view: CaseView): Kept {
  const { id, folder, result, incident, plan, records, verifications: looks, state: phase, head } = view
  const evidence = readEvidence(join(folder, 'evidence'), id)
  const trace = loadTrace(state, incident.id)
  return {
    id,
    at: latest(result, [trace?.at, plan.createdAt, records.at(-1)?.at, looks.at(-1)?.at, evidence.records.at(-1)?.at]),
    result,
    incident,
    plan,
    records,
    state: phase,
    looks,
    trace,
    custody: evidence.records,
    chains: { journal: head, evidence: evidence.head },
  }
}

function fromScan(state: string, result: ScanResult, incident: Incident): Kept {
  const trace = loadTrace(state, incident.id)
  return {
    id: incident.id,
    at: latest(result, [trace?.at]),
    result,
    incident,
    records: [],
    looks: [],
    trace,
    custody: [],
    chains: { journal: '', evidence: '' },
  }
}

function latest({ finishedAt }: ScanResult, others: readonly (Instant | undefined)[]): Instant {
  return others.reduce<Instant>((newest, at) => (at !== undefined && at > newest ? at : newest), finishedAt)
}
