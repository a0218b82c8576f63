// What the intruder's mining cost: processor time as measured, and by stated assumptions electricity, money and his earnings. Every figure is a range.

import type { Instant } from '../core/instant.ts'
import { dailyUsd } from '../core/intel.ts'
import type { Prices, Range, ReportCase } from '../core/report.ts'

/**
 * Watts of one busy core of a server at full load, cooling included: SPECpower_ssj2008 results of 2-socket servers come to 3–8 W a core, times a PUE of 1.2–1.8
 * (Uptime Institute's surveys; 1.2–1.5 is asked of new Chinese data centres by GB 40879-2021) · RandomX hashes per second of one server core, xmrig.com/benchmark.
 */
export const assumptions = {
  wattsPerCore: { low: 4, high: 14 },
  hashesPerCore: { low: 200, high: 900 },
} as const

/**
 * A vCPU hour on demand: Alibaba Cloud lists 0.097–0.176 CNY a vCPU and 0.022 a GiB for container instances (help page of ECI, read in 2026), with 2–4 GiB a vCPU 0.14–0.27; newer
 * general-purpose instances come to 0.36, reserved ones to less · the tariff is an assumption: it differs by province, voltage and hour, and no list was found that could be cited for all.
 */
export const assumedPrices: Prices = { currency: 'CNY', coreHour: { low: 0.1, high: 0.4 }, kwh: { low: 0.5, high: 1.2 }, own: false }

export interface Cost {
  /** Core-hours that running programs of the incident had used when they were seen: a lower bound, for ended ones are not in it. */
  readonly measuredCoreHours: number
  /** Cores in use at that time. */
  readonly cores: number
  /** Hours from the occurrence to the discovery; undefined when the occurrence is not known. */
  readonly hours?: number | undefined
  /** Measured at least; at most the cores in use over the whole span. */
  readonly coreHours: Range
  readonly kwh: Range
  readonly prices: Prices
  readonly electricity?: Range | undefined
  readonly computing?: Range | undefined
  /** Of Monero, when its yield is known. */
  readonly earnedUsd?: (Range & { readonly date: string }) | undefined
}

/** Undefined when no running program of the incident was seen: then nothing is known of what it used. */
export function costOf({ incident, trace, yields, prices = assumedPrices }: ReportCase): Cost | undefined {
  const processes = incident.origins?.processes ?? []
  if (processes.length === 0) return undefined
  const measured = processes.reduce((sum, p) => sum + p.cpuSeconds, 0) / 3600
  const cores = processes.reduce((sum, p) => sum + (p.cores ?? averageCores(p, trace?.at)), 0)
  const { occurrence, discovery } = trace?.moments ?? {}
  const hours = occurrence === undefined || discovery === undefined ? undefined : hoursBetween(occurrence.at, discovery.at)
  const coreHours = { low: measured, high: Math.max(measured, hours === undefined ? 0 : hours * cores) }
  const kwh = times(coreHours, scaled(assumptions.wattsPerCore, 0.001))
  const monero = yields.get('XMR')
  const earned = (hashes: number, coreHoursUsed: number): number =>
    monero === undefined ? 0 : dailyUsd(monero, hashes) * (coreHoursUsed / 24)
  return {
    measuredCoreHours: measured,
    cores,
    hours,
    coreHours,
    kwh,
    prices,
    electricity: prices.kwh === undefined ? undefined : times(kwh, prices.kwh),
    computing: prices.coreHour === undefined ? undefined : times(coreHours, prices.coreHour),
    earnedUsd:
      monero === undefined
        ? undefined
        : {
            low: earned(assumptions.hashesPerCore.low, coreHours.low),
            high: earned(assumptions.hashesPerCore.high, coreHours.high),
            date: monero.date,
          },
  }
}

function averageCores(
  { startedAt, cpuSeconds }: { startedAt?: Instant | undefined; cpuSeconds: number },
  seen: Instant | undefined,
): number {
  if (startedAt === undefined || seen === undefined) return 0
  const lived = (Date.parse(seen) - Date.parse(startedAt)) / 1000
  return lived > 0 ? cpuSeconds / lived : 0
}

function hoursBetween(from: Instant, to: Instant): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 3_600_000
}

function times(a: Range, b: Range): Range {
  return { low: a.low * b.low, high: a.high * b.high }
}

function scaled({ low, high }: Range, by: number): Range {
  return { low: low * by, high: high * by }
}
