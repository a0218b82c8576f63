// The rows of facts that conversations gave, within bounds: a later row of the same key replaces the earlier.
import type { WireRows } from '../core/facts/wire.ts'

const mostOfKind = 20_000
/** Of these the latest count: when there are too many the oldest are let go, and nothing is missing that anybody was promised. */
const passing: ReadonlySet<string> = new Set<keyof WireRows>(['answers'])

/** Rows by kind. */
export type RowsByKind = Partial<{ [K in keyof WireRows]: readonly WireRows[K][] }>

export class Rows {
  /** Rows that were too many. */
  dropped = 0
  /** Grows with every row that is added or replaced. */
  changes = 0
  private readonly kinds = new Map<string, Map<unknown, unknown>>()

  add<K extends keyof WireRows>(kind: K, row: WireRows[K], key: string | undefined): void {
    const rows = this.kinds.get(kind) ?? new Map<unknown, unknown>()
    this.kinds.set(kind, rows)
    const name = key ?? row
    if (rows.size >= mostOfKind && passing.has(kind)) rows.delete(rows.keys().next().value)
    if (rows.size >= mostOfKind && !rows.has(name)) this.dropped++
    else {
      rows.set(name, row)
      this.changes++
    }
  }

  /** All rows by kind, in the order of time. */
  all(): RowsByKind {
    return Object.fromEntries([...this.kinds].map(([kind, rows]) => [kind, inOrder([...rows.values()] as { at: string }[])]))
  }
}

/** Rows of several engines together. */
export function joined(parts: readonly RowsByKind[]): RowsByKind {
  const kinds = new Set(parts.flatMap(part => Object.keys(part) as (keyof WireRows)[]))
  const together = (kind: keyof WireRows) => {
    const rows = inOrder(parts.flatMap(part => [...(part[kind] ?? [])]))
    return passing.has(kind) ? rows.slice(-mostOfKind) : rows.slice(0, mostOfKind)
  }
  return Object.fromEntries([...kinds].map(kind => [kind, together(kind)]))
}

function inOrder<T extends { readonly at: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
