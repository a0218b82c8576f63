// What observations about the ways in are worth, as data (rules/entry): priors, weights, and how far each may be off.
import type { Text } from './text.ts'

/** All numbers are natural logarithms of likelihood ratios: 2.3 makes it ten times as likely against the rest, -2.3 a tenth. */
export interface ObservationWeight {
  readonly seen: number
  readonly unseen: number
  /** No witness is left: there never was one, or its records were thrown away in their turn. */
  readonly silent: number
  /** The witness was wiped. */
  readonly wiped: number
  /** How far each of these may be off. */
  readonly doubt: number
  /** Observations of one group tell of the same happening: only the strongest counts in full. */
  readonly group: string
  /** Seen, it ties the malware itself to this way in, not only the time or the place. */
  readonly direct: boolean
}

/** One way in, as rules/entry describes it. */
export interface EntryRule {
  readonly id: string
  /** Relative: all are made to add up to 1. */
  readonly prior: number
  /** How far the logarithm of the prior may be off. */
  readonly doubt: number
  readonly rationale: Text
  readonly sources: readonly string[]
  readonly observations: ReadonlyMap<string, ObservationWeight>
}

export type EntryModel = ReadonlyMap<string, EntryRule>
