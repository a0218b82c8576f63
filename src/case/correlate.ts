// Joins findings into incidents: what hangs together is one story, and evidence of independent classes adds up to a verdict.

import { shortDigest } from '../core/digest.ts'
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Edge, Incident, IncidentVerdict } from '../core/incident.ts'
import { type Some, some } from '../core/some.ts'
import { edgesOf } from './edges.ts'
import { groups } from './groups.ts'
import { byWeight, isAtLeast } from './infer.ts'
import { originsOf } from './origins.ts'
import { familyOf, storiesOf } from './stories.ts'
import { timelineOf } from './timeline.ts'
import { confidenceOf, verdictOf } from './verdict.ts'

/**
 * Incidents, the gravest first. Hints that lead nowhere stay plain findings.
 * `isOneHost`: what is wrong on it is one story; a capture shows many hosts, and only what they share joins their findings.
 */
export function correlate(
  host: string,
  facts: Facts,
  findings: readonly Finding[],
  authorised: ReadonlySet<EntityId>,
  isOneHost = true,
): readonly Incident[] {
  const telling = findings.filter(
    f => (f.whyNot === undefined || f.joinsMining === true) && (f.signal !== 'context' || isAtLeast(f.severity, 'medium')),
  )
  const suspects = new Set(telling.flatMap(f => f.about))
  const edges = [...edgesOf(facts, suspects)]
  const ties = [
    ...telling.map(f => f.about),
    ...familyTies(telling),
    ...edges.filter(e => suspects.has(e.from) && suspects.has(e.to)).map(e => [e.from, e.to] as const),
  ]
  const groupOf = groups(ties)
  const byGroup = Map.groupBy(telling, f => groupOf(f.about[0]))
  const [owned, others] = parted([...byGroup.values()], cluster => cluster.every(f => f.about.some(id => authorised.has(id))))
  return [...owned, ...(isOneHost ? storiesOf(others) : others)]
    .map(cluster => incidentOf(host, facts, cluster, edges, authorised))
    .filter(incident => incident !== undefined)
    .sort((a, b) => rank(b.verdict) - rank(a.verdict) || b.confidence - a.confidence)
}

/** Those for which it holds, and the rest. */
function parted<T>(list: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [list.filter(holds), list.filter(item => !holds(item))]
}

/** What one family left behind is one story. */
function familyTies(findings: readonly Finding[]): readonly (readonly EntityId[])[] {
  const telling = findings.filter(f => f.family !== undefined && isAtLeast(f.severity, 'medium'))
  return [...Map.groupBy(telling, f => f.family).values()].map(list => list.map(f => f.about[0]))
}

function rank(verdict: IncidentVerdict): number {
  return { mining: 3, suspicious: 2, authorised: 1, benign: 0 }[verdict]
}

function incidentOf(
  host: string,
  facts: Facts,
  cluster: readonly Finding[],
  all: readonly Edge[],
  authorised: ReadonlySet<EntityId>,
): Incident | undefined {
  const findings: Some<Finding> | undefined = some(cluster.toSorted(byWeight))
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
    origins: originsOf(facts, members),
  }
}

function distinctEdges(edges: readonly Edge[]): readonly Edge[] {
  return [...new Map(edges.map(e => [`${e.from} ${e.how} ${e.to}`, e])).values()]
}
