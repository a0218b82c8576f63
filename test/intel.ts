// Intel for tests: knows nothing, or just what the test gives.
import type { Intel } from '../src/core/intel.ts'
import { Indicators } from '../src/intel/indicators.ts'
import { patchesOf } from '../src/intel/patches.ts'

export const noIntel: Intel = {
  lookup: () => undefined,
  lookupUrl: () => undefined,
  lookupDigest: () => undefined,
  packets: new Indicators(),
  families: [],
  familiesOfPath: () => [],
  familyOfName: () => undefined,
  authorised: [],
  yields: new Map(),
  patches: patchesOf([]),
  about: { indicators: 0, newest: '' },
}
