// Shows every flow that is over to the watchers of shapes.
import type { Dissector, FlowWatch } from '../core/dissector.ts'
import type { FlowRecords } from './flow/records.ts'
import { Shape } from './flow/shape.ts'
import type { WireModules } from './modules.ts'
import type { Failures } from './prober.ts'
import type { Rows } from './rows.ts'

/** Who is told of every flow at its end, while its record is still in the table. */
export interface FlowObserver {
  flow(table: FlowRecords, slot: number): void
  end(): void
}

interface Watching {
  readonly id: string
  readonly watch: FlowWatch
}

export class Watchers implements FlowObserver {
  private readonly watches: readonly Watching[]
  private readonly dissectors: readonly Dissector[]
  private readonly shape: Shape
  private readonly failures: Failures

  /** `captures`: the names that the numbers in records stand for; it may grow. */
  constructor({ watchers, dissectors, intel }: WireModules, captures: readonly string[], rows: Rows, failures: Failures) {
    this.dissectors = dissectors
    this.failures = failures
    this.shape = new Shape(captures)
    this.watches = watchers.map(watcher => {
      const watch = watcher.open((kind, row, key) => rows.add(kind, row, key && `${watcher.id} ${key}`), intel)
      return { id: watcher.id, watch }
    })
  }

  flow(table: FlowRecords, slot: number): void {
    this.shape.fill(table, slot, this.dissectors[table.dissectorOf(slot) - 1]?.id ?? '')
    for (const { id, watch } of this.watches)
      try {
        watch.flow(this.shape)
      } catch (error) {
        this.failures.failed(id, error)
      }
  }

  end(): void {
    for (const { id, watch } of this.watches)
      try {
        watch.end()
      } catch (error) {
        this.failures.failed(id, error)
      }
  }
}
