// What is remembered of an incident's parts, to know them again when they come back under another pid.
import type { EntityId } from './entity.ts'

export interface Watched {
  /** `argv` with every number as "0": what differs from one start to the next. */
  readonly programs: readonly { readonly was: EntityId<'process'>; readonly exe: string; readonly argv: string }[]
  /** Mechanisms that the plan takes away, with their times as written. */
  readonly mechanisms: readonly { readonly id: EntityId; readonly when: string }[]
}

export const nothingWatched: Watched = { programs: [], mechanisms: [] }
