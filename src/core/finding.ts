// A finding: one idea about one or more things, never without evidence.
import { shortDigest } from './digest.ts'
import type { EntityId } from './entity.ts'
import type { Instant } from './instant.ts'
import type { Some } from './some.ts'
import type { Text } from './text.ts'

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical'

/** Independent kinds of evidence: a verdict needs two of them unless one finding is certain (confidence ≥ 0.95). */
export type EvidenceClass =
  | 'pool' // speaks to, or is configured for, a mining pool
  | 'miner' // is a miner by its command line, configuration, content or known name
  | 'provenance' // where the program lies or came from: temp, deleted, memory, unowned
  | 'concealment' // hides or pretends
  | 'persistence' // comes back
  | 'tampering' // changes the system against its owner: replaced commands, locks, agents removed, logs wiped
  | 'access' // keys, accounts, sudo rules of somebody else
  | 'demand' // takes CPU or GPU
  | 'tuning' // the host was tuned for hashing

/** What the finding says about: mining itself, an intrusion, or only context that explains and never decides. */
export type Signal = 'mining' | 'intrusion' | 'context'

export interface Evidence {
  /** Kind of source: "proc", "file", "socket", "autostart", "host". */
  readonly source: string
  /** Where exactly: "/etc/cron.d/x:7", "/proc/4242/cmdline". */
  readonly locator: string
  /** What stands there, lossless text of at most 500 characters; escaped only when shown. */
  readonly excerpt: string
  readonly sha256?: string | undefined
}

export interface Finding {
  readonly id: string
  readonly detector: string
  readonly title: Text
  /** The guilty first, then what belongs to it. */
  readonly about: Some<EntityId>
  readonly evidence: Some<Evidence>
  readonly techniques: readonly string[]
  readonly severity: Severity
  /** 0–1: how sure this finding alone makes us of `signal`. */
  readonly confidence: number
  readonly class: EvidenceClass
  readonly signal: Signal
  readonly why: Text
  /** For an innocent that looks guilty: why it is none. */
  readonly whyNot?: Text | undefined
  readonly at?: Instant | undefined
  /** Innocent alone, for owners do it too (`whyNot` tells); where mining is proven on the host, it belongs to that story. */
  readonly joinsMining?: boolean | undefined
  /** Malware family, when the evidence names one. */
  readonly family?: string | undefined
}

/** A short id that is the same whenever the same detector says the same of the same things. */
export function findingId(detector: string, about: Some<EntityId>, locator: string): string {
  return `F-${shortDigest(`${detector}\n${about.join('\n')}\n${locator}`)}`
}

const longestExcerpt = 500

export function evidence(source: string, locator: string, excerpt: string, sha256?: string): Evidence {
  const short = excerpt.length > longestExcerpt ? `${excerpt.slice(0, longestExcerpt)}…` : excerpt
  return sha256 === undefined ? { source, locator, excerpt: short } : { source, locator, excerpt: short, sha256 }
}
