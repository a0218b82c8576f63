// Who looks at packets, and by what knowledge.
import type { Dissector, FlowWatcher } from '../core/dissector.ts'
import type { Intel } from '../core/intel.ts'

export interface WireModules {
  readonly dissectors: readonly Dissector[]
  readonly watchers: readonly FlowWatcher[]
  readonly intel: Intel
}
