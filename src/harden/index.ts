// All actions that keep harm out from now on.
import type { Action } from '../core/action.ts'
import { blockAddress } from './block-address.ts'
import { filterEgress } from './filter-egress.ts'

export const hardening: readonly Action[] = [blockAddress, filterEgress]
