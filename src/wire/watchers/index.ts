// All watchers of flow shapes.
import type { FlowWatcher } from '../../core/dissector.ts'
import { listedAddress } from './listed-address.ts'

export const watchers: readonly FlowWatcher[] = [listedAddress]
