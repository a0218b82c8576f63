// All dissectors of the wire, one per protocol; probed in this order where a first byte may be of several.
import type { Dissector } from '../../core/dissector.ts'
import { stratum } from './stratum.ts'

export const dissectors: readonly Dissector[] = [stratum]
