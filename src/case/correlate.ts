// Joins findings into incidents: what hangs together is one story, and evidence of independent classes adds up to a verdict.

import { shortDigest } from '../core/digest.ts'
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { EvidenceClass, Finding } from '../core/finding.ts'
import type { Edge, Incident, IncidentVerdict } from '../core/incident.ts'
import { type Some, some } from '../core/some.ts'
import { edgesOf } from './edges.ts'
import { groups } from './groups.ts'
import { isAtLeast } from './infer.ts'
import { timelineOf } from './timeline.ts'

/** Above this one finding alone is proof. */
const certain = 0.95
const provenMining = 0.9
const suspected = 0.5

/** Incidents, the gravest first. Hints that lead nowhere stay plain findings. */
export function correlate(
  host: string,
  facts: Facts,
  findings: readonly Finding[],
  authorised: ReadonlySet<EntityId>,
): readonly Incident[] {
  const telling = findings.filter(f => f.whyNot === undefined && (f.signal !== 'context' || isAtLeast(f.severity, 'medium')))
  const suspects = new Set(telling.flatMap(f => f.about))
  const edges = [...edgesOf(facts, suspects)]
  const ties = [
    ...telling.map(f => f.about),
    ...edges.filter(e => suspects.has(e.from) && suspects.has(e.to)).map(e => [e.from, e.to] as const),
  ]
  const groupOf = groups(ties)
  const byGroup = Map.groupBy(telling, f => groupOf(f.about[0]))
  const clusters = joinIntrusions([...byGroup.values()])
  return clusters
    .map(cluster => incidentOf(host, facts, cluster, edges, authorised))
    .filter(incident => incident !== undefined)
    .sort((a, b) => rank(b.verdict) - rank(a.verdict) || b.confidence - a.confidence)
}

function rank(verdict: IncidentVerdict): number {
  return { mining: 3, suspicious: 2, authorised: 1, benign: 0 }[verdict]
}

/** Doors, locks and wiped logs have no tie to the miner but that they are on the same host: they are told in its story. */
function joinIntrusions(clusters: readonly Finding[][]): readonly Finding[][] {
  const mining = clusters.filter(c => c.some(f => f.signal === 'mining')).sort((a, b) => confidenceOf(b) - confidenceOf(a))
  const [main] = mining
  if (main === undefined || verdictOf(main) !== 'mining') return clusters
  const others = clusters.filter(c => !mining.includes(c))
  const rest = others.filter(isGrave).flat()
  const named = new Map(mining.map(c => [familyOf(c), c]))
  const joined = new Map<Finding[], Finding[]>(mining.map(c => [c, [...c]]))
  for (const finding of rest) joined.get(named.get(finding.family) ?? main)?.push(finding)
  const proven = [...joined].filter(([c]) => verdictOf(c) === 'mining').map(([, c]) => c)
  const weaker = [...joined].filter(([c]) => verdictOf(c) !== 'mining').map(([, c]) => c)
  const hints = others.filter(c => !isGrave(c))
  return [...(proven.length === 1 ? [[...proven[0]!, ...weaker.filter(isGrave).flat()]] : [...proven, ...weaker]), ...hints]
}

/** More than a hint: hints that hang on nothing are not told in anybody's story. */
function isGrave(cluster: readonly Finding[]): boolean {
  return cluster.some(f => isAtLeast(f.severity, 'medium'))
}

function familyOf(cluster: readonly Finding[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { family, confidence } of cluster) if (family !== undefined) counts.set(family, (counts.get(family) ?? 0) + confidence)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

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

function incidentOf(
  host: string,
  facts: Facts,
  cluster: readonly Finding[],
  all: readonly Edge[],
  authorised: ReadonlySet<EntityId>,
): Incident | undefined {
  const findings: Some<Finding> | undefined = some(cluster)
  const judged = verdictOf(cluster)
  if (findings === undefined || judged === 'benign') return undefined
  const named = new Set(cluster.flatMap(f => f.about))
  const edges = distinctEdges(
    all.filter(e => named.has(e.from) && (named.has(e.to) || e.how === 'runs' || e.how === 'connects' || e.how === 'is')),
  )
  const members = [...new Set([...named, ...edges.map(e => e.to)])].filter(id => !id.startsWith('host:'))
  const owned = cluster.every(f => f.about.some(id => authorised.has(id)))
  const family = familyOf(cluster)
  return {
    id: `I-${shortDigest(`${host}\n${[...named].sort().join('\n')}`)}`,
    host,
    verdict: owned ? 'authorised' : judged,
    confidence: confidenceOf(cluster),
    ...(family !== undefined && { family }),
    findings,
    members,
    edges,
    timeline: timelineOf(facts, members, cluster),
  }
}

function distinctEdges(edges: readonly Edge[]): readonly Edge[] {
  return [...new Map(edges.map(e => [`${e.from} ${e.how} ${e.to}`, e])).values()]
}
