// What is remembered of an incident's parts, to know them again when they come back under another pid.
import type { EntityId } from './entity.ts'

export interface Watched {
  /** `argv` with every number as "0": what differs from one start to the next. */
  readonly programs: readonly { readonly was: EntityId<'process'>; readonly exe: string; readonly argv: string }[]
  /** Mechanisms that the plan takes away, with their times as written. */
  readonly mechanisms: readonly { readonly id: EntityId; readonly when: string }[]
  /** "address:port" of those the incident spoke to. */
  readonly endpoints: readonly string[]
  /** Digests of all autostarts there were; empty when that is not known. */
  readonly autostarts: readonly string[]
  /** Fingerprints of the keys that the plan takes away, and accounts that it locks. */
  readonly keys: readonly string[]
  readonly accounts: readonly string[]
  /** Digests of logins with these that had been made by then. */
  readonly logins: readonly string[]
}

export const nothingWatched: Watched = { programs: [], mechanisms: [], endpoints: [], autostarts: [], keys: [], accounts: [], logins: [] }
