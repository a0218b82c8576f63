// The time of a run and what it cost, of this process.
import type { Clock } from '../case/scan.ts'
import { instantOf } from '../core/instant.ts'

export function clock(): Clock {
  const started = performance.now()
  const cpu = process.cpuUsage()
  return {
    now: () => instantOf(Date.now())!,
    usage() {
      const { user, system } = process.cpuUsage(cpu)
      return {
        cpuMs: Math.round((user + system) / 1000),
        wallMs: Math.round(performance.now() - started),
        peakBytes: process.resourceUsage().maxRSS * 1024,
      }
    },
  }
}
