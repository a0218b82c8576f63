// What is to be thought of captures: facts of many hosts at once, already gathered.
import type { Detector } from '../core/detector.ts'
import type { Facts } from '../core/facts.ts'
import type { ScanResult, WireCoverage } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { correlate } from './correlate.ts'
import { infer } from './infer.ts'
import { onCaptures, withRemarks } from './remarks.ts'
import { type Clock, judge, rowsByKind } from './scan.ts'

export function study(
  name: string,
  facts: Facts,
  wire: WireCoverage,
  intel: Intel,
  detectors: readonly Detector[],
  clock: Clock,
  startedAt: Instant,
): ScanResult {
  const { findings: bare, gaps: failures } = infer(facts, intel, detectors)
  const findings = withRemarks(bare, facts.remarks)
  const remarks = onCaptures(facts.remarks)
  const incidents = correlate(name, facts, findings, new Set(), false)
  const gaps = [...facts.gaps, ...failures]
  return {
    schema: 'davylamp.scan.1',
    host: name,
    startedAt,
    finishedAt: clock.now(),
    verdict: judge(incidents, gaps),
    incidents,
    findings,
    gaps,
    coverage: {
      facts: rowsByKind(facts),
      collectors: [],
      persistence: [],
      detectors: detectors.map(d => d.id),
      wire: remarks.length === 0 ? wire : { ...wire, remarks },
    },
    cost: clock.usage(),
  }
}
