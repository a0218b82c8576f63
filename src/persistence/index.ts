// Every kind of persistence, in the order in which they are listed.
import type { Persistence } from '../core/persistence.ts'
import { cronD } from './cron-d.ts'

export const persistence: readonly Persistence[] = [cronD]
