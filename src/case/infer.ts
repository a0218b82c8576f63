// Runs every detector until nothing new is accused: later rounds know whom earlier ones named.
import type { Detector } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding, Severity } from '../core/finding.ts'
import { type Gap, gap } from '../core/gap.ts'
import type { Intel } from '../core/intel.ts'

const mostRounds = 6
const weight: Readonly<Record<Severity, number>> = { info: 0, low: 1, medium: 2, high: 3, critical: 4 }

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return weight[severity] >= weight[least]
}

/** What the detectors say once they know all whom they accuse together, and gaps for detectors that failed. */
export function infer(facts: Facts, intel: Intel, detectors: readonly Detector[]): { findings: readonly Finding[]; gaps: readonly Gap[] } {
  const failed = new Map<string, Gap>()
  const leads = new Set<EntityId>()
  let findings: readonly Finding[] = []
  for (let round = 0; round < mostRounds; round++) {
    const said = new Map<string, Finding>()
    for (const detector of detectors) {
      try {
        for (const finding of detector.detect(facts, intel, leads)) said.set(finding.id, finding)
      } catch (error) {
        const detail = `stopped by an internal error: ${String(error).slice(0, 200)}`
        failed.set(detector.id, gap(`detector ${detector.id}`, 'malformed', detail))
      }
    }
    findings = [...said.values()].sort(byWeight)
    const before = leads.size
    for (const id of leadsOf(findings)) leads.add(id)
    if (leads.size === before) break
  }
  return { findings, gaps: [...failed.values()] }
}

/** Whom the findings accuse: what they are first about, where they are more than a hint. */
export function leadsOf(findings: readonly Finding[]): ReadonlySet<EntityId> {
  const leads = new Set<EntityId>()
  for (const finding of findings) {
    if (finding.signal === 'context' || !isAtLeast(finding.severity, 'medium') || finding.whyNot !== undefined) continue
    for (const id of finding.about) if (!id.startsWith('host:')) leads.add(id)
  }
  return leads
}

/** The gravest first, then the surest. */
export function byWeight(a: Finding, b: Finding): number {
  return weight[b.severity] - weight[a.severity] || b.confidence - a.confidence || (a.id < b.id ? -1 : 1)
}
