// A running kernel for tests: answers nothing, but for what the test gives.
import type { Volatile } from '../src/core/host.ts'

export function volatileOf(given: Partial<Volatile> = {}): Volatile {
  return {
    ticksPerSecond: 100,
    pageSize: 4096,
    ownPid: 1,
    probePids: () => [],
    bpf: () => [],
    discrepancies: () => [],
    pause: () => undefined,
    monotonic: () => 0,
    ...given,
  }
}
