// The rows of facts that conversations gave, within bounds: a later row of the same key replaces the earlier.
import type { WireRows } from '../core/facts/wire.ts'

const mostOfKind = 20_000

/** Rows by kind. */
export type RowsByKind = Partial<{ [K in keyof WireRows]: readonly WireRows[K][] }>

export class Rows {
  /** Rows that were too many. */
  dropped = 0
  /** Grows with every row that is added or replaced. */
  changes = 0
  private readonly kinds = new Map<string, Map<unknown, unknown>>()
  private readonly notes = new Map<keyof WireRows, Notes>()

  add<K extends keyof WireRows>(kind: K, row: WireRows[K], key: string | undefined): void {
    const rows = this.kinds.get(kind) ?? new Map<unknown, unknown>()
    this.kinds.set(kind, rows)
    const name = key ?? row
    if (rows.size >= mostOfKind && !rows.has(name)) this.dropped++
    else {
      rows.set(name, row)
      this.changes++
    }
  }

  /** Of these the latest are kept, and nothing is missing that anybody was promised. */
  note<K extends keyof WireRows>(kind: K, make: () => WireRows[K]): void {
    const notes = this.notes.get(kind) ?? new Notes()
    this.notes.set(kind, notes)
    notes.add(make)
  }

  /** All rows by kind, in the order of time. */
  all(): RowsByKind {
    const added = [...this.kinds].map(([kind, rows]) => [kind, inOrder([...rows.values()] as { at: string }[])])
    return Object.fromEntries([...added, ...[...this.notes].map(([kind, notes]) => [kind, inOrder(notes.rows())])])
  }
}

/** The latest of very many rows, which are made when somebody asks for them. */
class Notes {
  private readonly makers: (() => { readonly at: string })[] = []
  private next = 0

  add(make: () => { readonly at: string }): void {
    this.makers[this.next] = make
    this.next = (this.next + 1) % mostOfKind
  }

  rows(): readonly { readonly at: string }[] {
    return [...this.makers.slice(this.next), ...this.makers.slice(0, this.next)].map(make => make())
  }
}

/** Of these the latest count. */
const noted: ReadonlySet<string> = new Set<keyof WireRows>(['answers'])

/** Rows of several engines together. */
export function joined(parts: readonly RowsByKind[]): RowsByKind {
  const kinds = new Set(parts.flatMap(part => Object.keys(part) as (keyof WireRows)[]))
  const together = (kind: keyof WireRows) => {
    const rows = inOrder(parts.flatMap(part => [...(part[kind] ?? [])]))
    return noted.has(kind) ? rows.slice(-mostOfKind) : rows.slice(0, mostOfKind)
  }
  return Object.fromEntries([...kinds].map(kind => [kind, together(kind)]))
}

function inOrder<T extends { readonly at: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
