// What was intended, done and undone: acting before the way back is on disk does not compile.
import type { Instant } from './instant.ts'
import type { Step } from './plan.ts'

/** All that an action needs to take its step back: plain JSON. Bytes lie in the vault and are named by their digest. */
export type Undo = Readonly<Record<string, unknown>>

declare const recorded: unique symbol

/** A step whose intent and undo are flushed to the journal. Minted by Journal.intent alone. */
export interface Recorded {
  readonly step: Step
  readonly undo: Undo
  readonly [recorded]: true
}

export type JournalEvent = 'intent' | 'done' | 'failed' | 'undone'

/** One line of the journal; `previous` is the sha256 of the line before, so that no line can be changed or left out unnoticed. */
export interface JournalRecord {
  readonly sequence: number
  readonly previous: string
  readonly at: Instant
  readonly event: JournalEvent
  readonly step: string
  readonly action: string
  readonly detail: string
  /** With 'intent' only. */
  readonly undo?: Undo | undefined
}

/** Where a step stands after everything the journal holds. */
export type Standing = 'pending' | 'intended' | 'done' | 'failed' | 'undone'

export interface Journal {
  readonly records: readonly JournalRecord[]
  standing(step: string): Standing
  /** Flushed to disk before it returns. */
  intent(step: Step, undo: Undo): Recorded
  /** The intent of a step that was not finished, for finishing or taking it back. */
  resume(step: Step): Recorded | undefined
  note(event: Exclude<JournalEvent, 'intent'>, step: Step, detail: string): void
}

/** Content kept for the way back and as evidence, named by its sha256. */
export interface Vault {
  /** Flushed to disk, encoded so that nothing runs it by accident; gives the sha256. */
  keep(bytes: Uint8Array): string
  /** undefined when it is not there or no longer what it was. */
  fetch(sha256: string): Uint8Array | undefined
}
