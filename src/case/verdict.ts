// What findings add up to: noisy-or over independent evidence classes, and the rule for the word "mining".
import type { EvidenceClass, Finding } from '../core/finding.ts'
import type { IncidentVerdict } from '../core/incident.ts'
import { isAtLeast } from './infer.ts'

/** Above this one sign of mining alone is proof. */
const certain = 0.95
const provenMining = 0.9
const suspected = 0.5

/** Noisy-or over evidence classes: within a class only the strongest counts, for one cause shows in many places. */
export function confidenceOf(findings: readonly Finding[]): number {
  return 1 - [...strongest(findings).values()].reduce((doubt, confidence) => doubt * (1 - confidence), 1)
}

function strongest(findings: readonly Finding[]): ReadonlyMap<EvidenceClass, number> {
  const best = new Map<EvidenceClass, number>()
  for (const f of findings) if (f.signal !== 'context') best.set(f.class, Math.max(best.get(f.class) ?? 0, f.confidence))
  return best
}

/** Mining needs a sign of mining itself, and two independent classes of evidence unless one finding is certain. */
export function verdictOf(findings: readonly Finding[]): IncidentVerdict {
  const mining = findings.filter(f => f.signal === 'mining')
  const strongestSign = Math.max(0, ...mining.map(f => f.confidence))
  const classes = [...strongest(findings).values()].filter(c => c >= 0.3).length
  const confidence = confidenceOf(findings)
  if (strongestSign >= certain || (strongestSign >= suspected && classes >= 2 && confidence >= provenMining)) return 'mining'
  return confidence >= suspected && findings.some(f => isAtLeast(f.severity, 'medium')) ? 'suspicious' : 'benign'
}
