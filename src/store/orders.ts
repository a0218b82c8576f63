// Standing orders to the network (blocks, the egress allow-list): one journal for all of them, each a step with its way back in it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, instantOf } from '../core/instant.ts'
import type { Journal, JournalRecord, Standing, Vault } from '../core/journal.ts'
import type { Step } from '../core/plan.ts'
import { histories } from '../core/standing.ts'
import { ownFolder } from './durable.ts'
import { openJournal, readJournal } from './journal.ts'
import { openVault } from './vault.ts'

export interface Order {
  readonly step: Step
  readonly standing: Standing
  /** When it was begun. */
  readonly at: Instant
  /** Of the last that was recorded of it: "expired", what hindered it. */
  readonly detail: string
  /** When the kernel ends it by itself. */
  readonly until?: Instant | undefined
}

export interface OpenOrders {
  readonly journal: Journal
  readonly vault: Vault
  /** The oldest first. */
  orders(): readonly Order[]
  /** "N1": for the next order. */
  nextId(): string
  close(): void
}

const subject = 'network'
const folderOf = (state: string): string => join(state, 'network')
const journalOf = (state: string): string => join(folderOf(state), 'journal.jsonl')

/** For telling; none when none was ever given. Throws a JournalError when the journal was changed. */
export function readOrders(state: string): readonly Order[] {
  return existsSync(journalOf(state)) ? ordersIn(readJournal(journalOf(state), subject).records) : []
}

/** For acting: nobody else gives or takes back orders meanwhile. Throws a JournalError. */
export function openOrders(state: string, now?: () => Instant): OpenOrders {
  ownFolder(folderOf(state))
  const journal = openJournal(journalOf(state), { subject, create: !existsSync(journalOf(state)), now })
  try {
    const vault = openVault(join(folderOf(state), 'vault'))
    return {
      vault,
      journal: { ...journal, intent: (step, undo) => journal.intent(step, { ...undo, order: step as unknown as Record<string, unknown> }) },
      orders: () => ordersIn(journal.records),
      nextId: () => `N${1 + Math.max(0, ...journal.records.map(({ step }) => Number(step.slice(1)) || 0))}`,
      close: journal.close,
    }
  } catch (error) {
    journal.close()
    throw error
  }
}

function ordersIn(records: readonly JournalRecord[]): readonly Order[] {
  const known = histories(records)
  const intents = new Map(records.flatMap(record => (record.event === 'intent' ? [[record.step, record] as const] : [])))
  return [...intents.values()].flatMap(({ step: id, at, undo }) => {
    const [step, history] = [undo?.['order'] as Step | undefined, known.get(id)]
    if (step === undefined || history === undefined) return []
    return [{ step, at, standing: history.standing, detail: history.last.detail, until: untilOf(step, at) }]
  })
}

function untilOf({ action, detail }: Step, at: Instant): Instant | undefined {
  const seconds = Number(detail['seconds'])
  return action === 'block-address' && seconds > 0 ? instantOf(Date.parse(at) + seconds * 1000) : undefined
}
