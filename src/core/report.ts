// All that a report is made of: one case, as it stands in the store. Nothing in it comes from the clock, so the same case gives the same bytes.
import type { CaseState } from './case-state.ts'
import type { Incident, ScanResult } from './incident.ts'
import type { Instant } from './instant.ts'
import type { CoinYield } from './intel.ts'
import type { JournalRecord } from './journal.ts'
import type { About } from './module.ts'
import type { Plan } from './plan.ts'
import type { NextLook, Verification } from './proof.ts'
import type { Lang } from './text.ts'
import type { Trace } from './trace.ts'

/** One entry of the chain of custody, as the evidence folder holds it. */
export interface CustodyEntry {
  readonly at: Instant
  readonly event: 'collected' | 'missed' | 'exported'
  readonly what: string
  readonly source: string
  readonly how: string
  readonly entity: string
  readonly sha256: string
  readonly size: number
  readonly by: string
  readonly tool: string
}

export interface Range {
  readonly low: number
  readonly high: number
}

/** What a core-hour and a kWh cost. A price that is missing leaves its figure out: no currency is turned into another. */
export interface Prices {
  /** ISO 4217. */
  readonly currency: string
  readonly coreHour?: Range | undefined
  readonly kwh?: Range | undefined
  /** Said by whoever pays, not assumed by us. */
  readonly own: boolean
}

export interface ReportCase {
  /** "davylamp 0.1.0" */
  readonly tool: string
  /** The case's id, or the incident's when nothing was done yet. */
  readonly id: string
  /** The newest moment in the case: what "now" means in the report. */
  readonly at: Instant
  readonly result: ScanResult
  readonly incident: Incident
  readonly plan?: Plan | undefined
  readonly records: readonly JournalRecord[]
  readonly state?: CaseState | undefined
  readonly looks: readonly Verification[]
  readonly nextLook?: NextLook | undefined
  readonly trace?: Trace | undefined
  readonly custody: readonly CustodyEntry[]
  /** Head of the journal's and the evidence's hash chains, '' where there is none. */
  readonly chains: { readonly journal: string; readonly evidence: string }
  /** What coins paid around the time, by ticker: for what the intruder may have earned. */
  readonly yields: ReadonlyMap<string, CoinYield>
  /** Of whoever pays for the host, when he said so. */
  readonly prices?: Prices | undefined
}

export interface ReportOptions {
  readonly lang: Lang
  /** Makes a PNG of a drawing, for formats that hold no SVG; undefined where it cannot be made. */
  readonly rasterise?: ((svg: string, width: number, height: number) => Uint8Array | undefined) | undefined
}

/** One way to write a report down. The same case gives the same bytes. */
export interface ReportFormat extends About {
  /** Without the dot: "html". */
  readonly extension: string
  /** Nothing can be written without it. */
  readonly needs?: 'plan' | 'trace' | undefined
  render(report: ReportCase, options: ReportOptions): string | Uint8Array | Promise<Uint8Array>
}
