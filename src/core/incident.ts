// An incident: findings that belong together, what they are about, and the verdict over them.
import type { EntityId } from './entity.ts'
import type { SelfIntegrity } from './facts/system.ts'
import type { Finding } from './finding.ts'
import type { Gap } from './gap.ts'
import type { Instant } from './instant.ts'
import type { Origins } from './origin.ts'
import type { Some } from './some.ts'
import type { Text } from './text.ts'

export type IncidentVerdict = 'mining' | 'suspicious' | 'authorised' | 'benign'

export interface Edge {
  readonly from: EntityId
  readonly to: EntityId
  /** "runs", "starts", "connects", "spawned", "beside", "names", "is", "opens", "same server", "in". */
  readonly how: string
}

export interface Incident {
  readonly id: string
  readonly host: string
  readonly verdict: IncidentVerdict
  /** 0–1: noisy-or over independent classes of evidence. */
  readonly confidence: number
  readonly family?: string | undefined
  readonly findings: Some<Finding>
  readonly members: readonly EntityId[]
  readonly edges: readonly Edge[]
  readonly timeline: readonly { readonly at: Instant; readonly what: Text; readonly entity: EntityId }[]
  /** Absent in what older versions kept. */
  readonly origins?: Origins | undefined
}

export type HostVerdict = 'mining' | 'suspicious' | 'clean' | 'incomplete'

export interface WireCoverage {
  readonly captures: readonly string[]
  readonly frames: number
  readonly bytes: number
  readonly conversations: number
  /** When the first of them began, and the last packet. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  readonly dissectors: readonly string[]
  /** What somebody wrote into the captures about them. */
  readonly remarks?: readonly string[] | undefined
  /** Of packets taken from the running network: how many the kernel had no room for. */
  readonly dropped?: number | undefined
}

export interface ScanResult {
  readonly schema: 'davylamp.scan.1'
  readonly host: string
  readonly startedAt: Instant
  readonly finishedAt: Instant
  readonly verdict: HostVerdict
  readonly incidents: readonly Incident[]
  readonly findings: readonly Finding[]
  readonly gaps: readonly Gap[]
  /** Whether davylamp's own eyes can be trusted; absent where it did not look at a running host. */
  readonly self?: SelfIntegrity | undefined
  /** What was looked at: rows by fact kind, modules run. */
  readonly coverage: {
    readonly facts: Readonly<Record<string, number>>
    readonly collectors: readonly string[]
    readonly persistence: readonly string[]
    readonly detectors: readonly string[]
    /** Of captures: what was read, and which protocols were looked for. */
    readonly wire?: WireCoverage | undefined
  }
  readonly cost: { readonly wallMs: number; readonly cpuMs: number; readonly peakBytes: number }
}
