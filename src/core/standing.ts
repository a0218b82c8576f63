// Where each step of a plan stands after the events of a journal.
import type { JournalEvent, JournalRecord, Standing } from './journal.ts'

const after: Readonly<Record<JournalEvent, Standing>> = {
  intent: 'intended',
  done: 'done',
  failed: 'failed',
  undone: 'undone',
  moot: 'moot',
}

export interface StepHistory {
  readonly standing: Standing
  /** The record that made it so. */
  readonly last: JournalRecord
  /** The intent that holds the way back; undefined when there is none, or when it was taken back. */
  readonly intent: JournalRecord | undefined
}

/** What one more event makes of a step's history. */
export function advance(history: StepHistory | undefined, record: JournalRecord): StepHistory {
  const ended = record.event === 'undone' || record.event === 'moot'
  const intent = record.event === 'intent' ? record : ended ? undefined : history?.intent
  return { standing: after[record.event], last: record, intent }
}

/** Histories by step id; a step that is missing is pending. */
export function histories(records: readonly JournalRecord[]): Map<string, StepHistory> {
  const found = new Map<string, StepHistory>()
  for (const record of records) found.set(record.step, advance(found.get(record.step), record))
  return found
}

/** Why an event may not follow on this history (one short English phrase), or undefined when it may. */
export function outOfOrder(history: StepHistory | undefined, event: JournalEvent): string | undefined {
  const standing = history?.standing ?? 'pending'
  if (event === 'intent') {
    return standing === 'intended' || standing === 'done'
      ? `is ${standing} already: a second way back would replace the true one`
      : undefined
  }
  if (event === 'failed') return undefined
  if (event === 'moot') return standing === 'intended' || standing === 'done' ? `is ${standing}: it has a way back` : undefined
  if (event === 'undone' && standing === 'undone') return undefined
  return history?.intent === undefined ? 'has no intent on record' : undefined
}
