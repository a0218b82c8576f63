// Which clusters of findings are one story: one for each family at work, and everything else that is wrong on the host told in the strongest.
import type { Finding } from '../core/finding.ts'
import { isAtLeast } from './infer.ts'
import { confidenceOf, verdictOf } from './verdict.ts'

type Cluster = readonly Finding[]

/**
 * Where mining is proven, doors, locks and wiped logs have no tie to the miner but the host: they are told with the miner of their family,
 * or else with the strongest. Hints that hang on nothing stay alone; without proof of mining every cluster does.
 */
export function storiesOf(clusters: readonly Cluster[]): readonly Cluster[] {
  const grave = clusters.filter(isTold).sort((a, b) => confidenceOf(b) - confidenceOf(a))
  const proven = grave.filter(c => verdictOf(c) === 'mining')
  const [strongest] = proven
  if (strongest === undefined) return clusters
  const main = familyOf(strongest)
  const families = new Set(proven.map(c => familyOf(c) ?? main))
  const stories = Map.groupBy(grave, c => {
    const family = familyOf(c)
    return family !== undefined && families.has(family) ? family : main
  })
  return [...[...stories.values()].map(list => list.flat()), ...clusters.filter(c => !isTold(c))]
}

/** More than a hint, or a hint that says much where mining is proven. */
function isTold(cluster: Cluster): boolean {
  return cluster.some(f => isAtLeast(f.severity, 'medium') || f.joinsMining === true)
}

/** The family most of the evidence names. */
export function familyOf(cluster: Cluster): string | undefined {
  const weights = new Map<string, number>()
  for (const { family, confidence } of cluster) if (family !== undefined) weights.set(family, (weights.get(family) ?? 0) + confidence)
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]
}
