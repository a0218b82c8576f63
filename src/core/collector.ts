// The contract of src/collect: from a host to rows of facts.
import type { EntityId } from './entity.ts'
import type { FactKind, FactRows, Facts } from './facts.ts'
import type { Gap } from './gap.ts'
import type { HostView } from './host.ts'
import type { About } from './module.ts'

/** One row of some kind. */
export type Row = { [K in FactKind]: readonly [K, FactRows[K]] }[FactKind]

export interface Collector extends About {
  readonly gives: readonly FactKind[]
  /** Kinds that must have been collected before. */
  readonly needs: readonly FactKind[]
  /**
   * Rows and gaps. `soFar` holds what earlier collectors gave. `leads` is empty in the first pass; in the second it names what the
   * first findings point at, and only collectors with `deep` run again, replacing their rows by id.
   */
  collect(host: HostView, soFar: Facts, leads: ReadonlySet<EntityId>): Iterable<Row | Gap>
  /** Runs again in the second pass, around the leads only. */
  readonly deep?: boolean
}
