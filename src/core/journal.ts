// What was intended, done and undone: acting before the way back is on disk does not compile.
import type { Instant } from './instant.ts'
import type { Step } from './plan.ts'
import type { Text } from './text.ts'

/** All that an action needs to take its step back: plain JSON. Bytes lie in the vault and are named by their digest. */
export type Undo = Readonly<Record<string, unknown>>

declare const recorded: unique symbol

/** A step whose intent and undo are flushed to the journal. Minted by Journal.intent and Journal.resume alone. */
export interface Recorded {
  readonly step: Step
  readonly undo: Undo
  readonly [recorded]: true
}

/** moot: what was to be changed is gone by itself and the effect holds, so there is nothing to do and nothing to take back. */
export const journalEvents = ['intent', 'done', 'failed', 'undone', 'moot'] as const
export type JournalEvent = (typeof journalEvents)[number]

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
export type Standing = 'pending' | 'intended' | 'done' | 'failed' | 'undone' | 'moot'

/** Every member that writes throws a JournalError when the record could not be flushed to disk: then nothing may be done. */
export interface Journal {
  readonly records: readonly JournalRecord[]
  standing(step: string): Standing
  /** Flushed to disk before it returns. Refused for a step that is intended or done: a second way back would replace the true one. */
  intent(step: Step, undo: Undo): Recorded
  /** The last intent of a step that was not taken back (it is intended, done or failed): for finishing it, or for taking it back. */
  resume(step: Step): Recorded | undefined
  note(event: Exclude<JournalEvent, 'intent'>, step: Step, detail: string): void
}

/** Content kept for the way back and as evidence, named by its sha256. */
export interface Vault {
  /** Flushed to disk, encoded so that nothing runs it by accident; gives the sha256. Throws a JournalError when it cannot be kept. */
  keep(bytes: Uint8Array): string
  /** undefined when it is not there or no longer what it was. */
  fetch(sha256: string): Uint8Array | undefined
}

export type JournalErrorCode =
  | 'locked' // another davylamp works on it
  | 'tampered' // was changed by somebody else
  | 'absent'
  | 'full'
  | 'read-only'
  | 'denied'
  | 'unsafe' // others could write there
  | 'capped' // larger than what is kept
  | 'order' // the event does not follow from what is recorded
  | 'broken' // input/output error

/** The journal, the vault or the case cannot be trusted or written, so nothing may be done: one sentence for the user, exit code 2. */
export class JournalError extends Error {
  readonly code: JournalErrorCode
  readonly said: Text

  constructor(code: JournalErrorCode, said: Text) {
    super(said.en)
    this.name = 'JournalError'
    this.code = code
    this.said = said
  }
}
