// The journal of a case: what is about to be done, with its way back, is flushed to disk before the right to do it is given.
import type { Instant } from '../core/instant.ts'
import {
  type Journal,
  JournalError,
  type JournalEvent,
  type JournalRecord,
  journalEvents,
  type Recorded,
  type Undo,
} from '../core/journal.ts'
import type { Step } from '../core/plan.ts'
import { advance, histories, outOfOrder } from '../core/standing.ts'
import { type Chain, type ChainContent, openChain, readChain } from './chain.ts'
import { takeLock } from './lock.ts'

export interface OpenJournal extends Journal {
  /** Bytes of a last line torn by a crash that opening cut off; 0 ordinarily. */
  readonly cut: number
  /** Lets others write it. */
  close(): void
}

export interface JournalOptions {
  /** The incident it belongs to. */
  readonly subject: string
  /** Makes a new one and refuses one that is there. */
  readonly create?: boolean | undefined
  readonly now?: (() => Instant) | undefined
}

type Body = Omit<JournalRecord, 'sequence' | 'previous' | 'at'>

function isBody(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & Body {
  const { event, step, action, detail, undo } = value
  const words = typeof step === 'string' && typeof action === 'string' && typeof detail === 'string'
  const wayBack = typeof undo === 'object' && undo !== null && !Array.isArray(undo)
  return words && journalEvents.some(e => e === event) && (event === 'intent' ? wayBack : undo === undefined)
}

/** The records of a journal without a right to anything: for telling. Throws a JournalError when it is absent or was changed. */
export function readJournal(path: string, subject: string): ChainContent<Body> {
  return readChain(path, { subject: `journal ${subject}`, isBody })
}

/** Opens a journal for acting. Throws a JournalError with one sentence: locked, tampered, absent, full, read-only, denied. */
export function openJournal(path: string, { subject, create = false, now }: JournalOptions): OpenJournal {
  const release = takeLock(`${path}.lock`)
  try {
    return journalOver(openChain(path, { subject: `journal ${subject}`, isBody, now }, create), release)
  } catch (error) {
    release()
    throw error
  }
}

function journalOver(chain: Chain<Body>, release: () => void): OpenJournal {
  const steps = histories(chain.records)
  let open = true

  const write = (event: JournalEvent, step: Step, detail: string, undo?: Undo): JournalRecord => {
    const why = outOfOrder(steps.get(step.id), event)
    if (why !== undefined) throw orderError(step, why)
    const { id, action } = step
    const record = chain.append({ event, step: id, action, detail, ...(undo !== undefined && { undo: plain(step, undo) }) })
    steps.set(id, advance(steps.get(id), record))
    return record
  }

  return {
    records: chain.records,
    cut: chain.cut,
    standing: step => steps.get(step)?.standing ?? 'pending',
    intent(step, undo) {
      const record = write('intent', step, step.target, undo)
      // As it was written, so that an action sees the same now and after a crash.
      return mint(step, record.undo ?? {})
    },
    resume(step) {
      const intent = steps.get(step.id)?.intent
      if (intent === undefined) return undefined
      if (intent.action !== step.action || intent.detail !== step.target) throw orderError(step, 'is another one than the step on record')
      return mint(step, intent.undo ?? {})
    },
    note(event, step, detail) {
      write(event, step, detail)
    },
    close() {
      if (!open) return
      open = false
      chain.close()
      release()
    },
  }
}

/** The only place where the right to act is made. */
function mint(step: Step, undo: Undo): Recorded {
  return { step, undo } as Recorded
}

/** An undo that JSON would not give back as it is (bytes, big integers) is a mistake that would show only after a crash. */
function plain(step: Step, undo: Undo): Undo {
  if (!isPlain(undo, 0)) throw orderError(step, 'has a way back that is no plain JSON')
  return undo
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || value === undefined) return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth > 64) return false
  if (Array.isArray(value)) return value.every(item => item !== undefined && isPlain(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(item => isPlain(item, depth + 1))
}

function orderError(step: Step, why: string): JournalError {
  return new JournalError('order', {
    en: `step ${step.id} ${why}`,
    zh: `步骤 ${step.id} 与操作日志不一致:${chineseOrder(why)}`,
  })
}

function chineseOrder(why: string): string {
  if (why.startsWith('is intended already')) return '已登记但尚未完成,不能重复登记'
  if (why.startsWith('is done already')) return '已执行,不能重复登记'
  if (why.includes('it has a way back')) return '已登记或已执行,不能记为无需执行'
  if (why.startsWith('has no intent')) return '没有登记记录'
  if (why.startsWith('is another')) return '与日志中登记的步骤不是同一个'
  return '撤销信息不是纯 JSON'
}
