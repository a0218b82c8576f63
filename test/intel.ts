// Intel for tests: knows nothing, or just what the test gives.
import type { Intel } from '../src/core/intel.ts'

export const noIntel: Intel = {
  lookup: () => undefined,
  families: [],
  familiesOfPath: () => [],
  familyOfName: () => undefined,
  authorised: [],
  about: { indicators: 0, newest: '' },
}
