// First half of the story: runs every collector and every kind of persistence on a host, each as soon as what it needs is there.
import type { Collector, Row } from '../core/collector.ts'
import type { EntityId } from '../core/entity.ts'
import { type FactKind, type Facts, factKinds, factsOf } from '../core/facts.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Persistence } from '../core/persistence.ts'
import { autostartCollector } from './autostart-collector.ts'

export interface Modules {
  readonly collectors: readonly Collector[]
  readonly persistence: readonly Persistence[]
}

/** Told before each module runs. */
export type Progress = (what: string) => void

/** All facts of a host. A module that fails is a gap, and the others go on. */
export function gather(host: HostView, modules: Modules, progress: Progress): Facts {
  const order = inOrder([...modules.collectors, autostartCollector(modules.persistence, progress)])
  return order.reduce((soFar, collector) => collectOne(host, collector, soFar, new Set(), progress), factsOf())
}

/** The same facts with those around the leads looked into again, more deeply. */
export function deepen(host: HostView, facts: Facts, leads: ReadonlySet<EntityId>, modules: Modules, progress: Progress): Facts {
  const deep = inOrder(modules.collectors.filter(collector => collector.deep))
  return deep.reduce((soFar, collector) => collectOne(host, collector, soFar, leads, progress), facts)
}

function collectOne(host: HostView, collector: Collector, soFar: Facts, leads: ReadonlySet<EntityId>, progress: Progress): Facts {
  progress(collector.id)
  const rows: Row[] = []
  const gaps: Gap[] = []
  try {
    for (const item of collector.collect(host, soFar, leads)) {
      if (isGap(item)) gaps.push(item)
      else rows.push(item)
    }
  } catch (error) {
    gaps.push(gap(`collector ${collector.id}`, 'malformed', `stopped by an internal error: ${String(error).slice(0, 200)}`))
  }
  return withRows(soFar, rows, gaps)
}

/** Rows added kind by kind; a row whose id is known replaces the older one. */
function withRows(facts: Facts, rows: readonly Row[], gaps: readonly Gap[]): Facts {
  const byKind = new Map<FactKind, unknown[]>()
  for (const [kind, row] of rows) {
    const list = byKind.get(kind)
    if (list === undefined) byKind.set(kind, [row])
    else list.push(row)
  }
  const added = Object.fromEntries([...byKind].map(([kind, list]) => [kind, merged(facts[kind], list)]))
  return { ...facts, ...added, gaps: distinct([...facts.gaps, ...gaps]) } as Facts
}

function merged(old: readonly unknown[], fresh: readonly unknown[]): readonly unknown[] {
  const byId = new Map<unknown, unknown>()
  const plain: unknown[] = []
  for (const row of [...old, ...fresh]) {
    const id = (row as { id?: unknown }).id
    if (typeof id === 'string') byId.set(id, row)
    else plain.push(row)
  }
  return [...plain, ...byId.values()]
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map(g => [`${g.source}\n${g.why}`, g])).values()]
}

/** Collectors sorted so that each comes after those that give what it needs; in the given order otherwise. */
export function inOrder(collectors: readonly Collector[]): readonly Collector[] {
  const offered = new Set<FactKind>(collectors.flatMap(c => c.gives))
  const waiting = [...collectors]
  const done = new Set<FactKind>(factKinds.filter(kind => !offered.has(kind)))
  const order: Collector[] = []
  while (waiting.length > 0) {
    const ready = waiting.findIndex(c =>
      c.needs.every(kind => done.has(kind) || !waiting.some(other => other !== c && other.gives.includes(kind))),
    )
    const [next] = waiting.splice(Math.max(ready, 0), 1)
    if (next === undefined) break
    order.push(next)
    for (const kind of next.gives) if (!waiting.some(other => other.gives.includes(kind))) done.add(kind)
  }
  return order
}
