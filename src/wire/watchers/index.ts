// All watchers of flow shapes.
import type { FlowWatcher } from '../../core/dissector.ts'

export const watchers: readonly FlowWatcher[] = []
