// The rows of facts that conversations gave, within bounds: a later row of the same key replaces the earlier.
import type { WireRows } from '../core/facts/wire.ts'

const mostOfKind = 20_000

export class Rows {
  /** Rows that were too many. */
  dropped = 0
  private readonly kinds = new Map<string, Map<unknown, unknown>>()

  add<K extends keyof WireRows>(kind: K, row: WireRows[K], key: string | undefined): void {
    const rows = this.kinds.get(kind) ?? new Map<unknown, unknown>()
    this.kinds.set(kind, rows)
    const name = key ?? row
    if (rows.size >= mostOfKind && !rows.has(name)) this.dropped++
    else rows.set(name, row)
  }

  /** All rows by kind, in the order in which they were first seen. */
  all(): Partial<{ [K in keyof WireRows]: readonly WireRows[K][] }> {
    return Object.fromEntries([...this.kinds].map(([kind, rows]) => [kind, [...rows.values()]]))
  }
}
