// Cases: one folder for each response to an incident, with what was seen, planned, done, kept and looked at since.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type CaseState, caseStateOf } from '../core/case-state.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import { JournalError, type JournalRecord } from '../core/journal.ts'
import type { Plan } from '../core/plan.ts'
import type { LookSchedule, Verification } from '../core/proof.ts'
import { histories } from '../core/standing.ts'
import { type ChainContent, openChain, readChain } from './chain.ts'
import { checkOwn, ownFolder, storeError, syncFolder, unfinished, writeAll, writeWhole } from './durable.ts'
import { type EvidenceFolder, openEvidence } from './evidence.ts'
import { type OpenJournal, openJournal, readJournal } from './journal.ts'
import { takeLock } from './lock.ts'
import { type FolderVault, openVault } from './vault.ts'

/** A case as it can be told without a right to act. */
export interface CaseView {
  /** The incident's id; of a second response to the same incident with "-2" behind it. */
  readonly id: string
  readonly folder: string
  readonly result: ScanResult
  readonly incident: Incident
  readonly plan: Plan
  readonly records: readonly JournalRecord[]
  readonly verifications: readonly Verification[]
  readonly state: CaseState
  /** sha256 of the journal's last line. */
  readonly head: string
}

/** A case that cannot be told; its folder is left as it is. */
export interface BrokenCase {
  readonly id: string
  readonly folder: string
  readonly broken: JournalError
}

/** A case open for acting: nobody else can act on it until it is closed. */
export interface OpenCase extends Omit<CaseView, 'records' | 'state' | 'head'> {
  readonly journal: OpenJournal
  readonly vault: FolderVault
  readonly evidence: EvidenceFolder
  state(schedule?: LookSchedule): CaseState
  /** Records a look at the host, flushed to disk. */
  verified(outcome: Verification['outcome'], detail: string): void
  /** Writes all evidence, what the steps kept in the vault included, with journal, plan and scan, as a zip under the password "infected". */
  exportTo(path: string): void
  close(): void
}

type Look = Pick<Verification, 'outcome' | 'after' | 'detail'>

const largestResult = 1 << 30
const files = { incident: 'incident.json.zst', plan: 'plan.json', journal: 'journal.jsonl', looks: 'verifications.jsonl' } as const
/** Given free by an undo, so that a full disk does not keep it from its lock and its journal. */
const reserve = { name: 'reserve', size: 256 << 10 }

function isLook(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & Look {
  const { outcome, after, detail } = value
  return (outcome === 'quiet' || outcome === 'hit' || outcome === 'incomplete') && Number.isSafeInteger(after) && typeof detail === 'string'
}

const looksOf = (id: string) => ({ subject: `verifications ${id}`, isBody: isLook })
const casesOf = (state: string): string => join(state, 'cases')

/**
 * Keeps a plan with the scan it came from; gives the case's id. A case on which nothing stands takes the new plan; one that was acted on keeps
 * its own, and the new plan becomes another case. Throws a JournalError when it cannot be kept.
 */
export function createCase(state: string, result: ScanResult, plan: Plan): string {
  const folder = casesOf(state)
  ownFolder(folder)
  const release = takeLock(join(folder, '.lock'))
  try {
    const names = readdirSync(folder)
    for (const name of names) if (name.startsWith(unfinished)) rmSync(join(folder, name), { recursive: true })
    for (let round = 1; ; round++) {
      const id = round === 1 ? checkId(plan.incident) : `${plan.incident}-${round}`
      if (!names.includes(id)) return place(folder, id, result, plan)
      if (replacePlan(join(folder, id), id, result, plan)) return id
    }
  } catch (error) {
    throw storeError(folder, error)
  } finally {
    release()
  }
}

function place(cases: string, id: string, result: ScanResult, plan: Plan): string {
  const making = join(cases, `${unfinished}${id}`)
  try {
    ownFolder(making)
    write(making, result, plan)
    openJournal(join(making, files.journal), { subject: id, create: true }).close()
    openChain(join(making, files.looks), looksOf(id), true).close()
    openEvidence(join(making, 'evidence'), openVault(join(making, 'vault')), { subject: id, host: plan.host, create: true }).close()
    renameSync(making, join(cases, id))
    syncFolder(cases)
    return id
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw storeError(join(cases, id), error)
  }
}

function write(folder: string, result: ScanResult, plan: Plan): void {
  const put = (name: string, bytes: Uint8Array): void => {
    writeWhole(join(folder, name), fd => void writeAll(fd, bytes))
  }
  put(files.incident, zstdCompressSync(JSON.stringify(result)))
  put(files.plan, Buffer.from(`${JSON.stringify(plan, undefined, 2)}\n`))
  // Random, so that no file system makes less of it.
  put(reserve.name, randomBytes(reserve.size))
}

/** False when something done or begun by the old plan stands: the journal speaks of that plan's steps. */
function replacePlan(folder: string, id: string, result: ScanResult, plan: Plan): boolean {
  const journal = openJournal(join(folder, files.journal), { subject: id })
  try {
    if ([...histories(journal.records).values()].some(h => h.standing === 'done' || h.standing === 'intended')) return false
    write(folder, result, plan)
    return true
  } finally {
    journal.close()
  }
}

/** A case for telling. Throws a JournalError when it is absent, changed or unreadable. */
export function readCase(state: string, id: string): CaseView {
  const folder = join(casesOf(state), checkId(id))
  const told = readStatic(folder, id)
  const { records, head } = readJournal(join(folder, files.journal), id)
  const looks: ChainContent<Look> = readChain(join(folder, files.looks), looksOf(id))
  checkLength(folder, records, looks.records)
  return { ...told, records, verifications: looks.records, state: caseStateOf(told.plan, records, looks.records), head }
}

/** A case for acting. Throws a JournalError: locked, tampered, absent, full, read-only, denied. */
export function openCase(state: string, id: string, now?: () => Instant): OpenCase {
  const folder = join(casesOf(state), checkId(id))
  const told = readStatic(folder, id)
  const closing: (() => void)[] = []
  const close = (): void => {
    for (const end of closing.splice(0).reverse()) end()
  }
  try {
    const journal = openJournal(join(folder, files.journal), { subject: id, now })
    closing.push(journal.close)
    const looks = openChain<Look>(join(folder, files.looks), { ...looksOf(id), now }, false)
    closing.push(looks.close)
    checkLength(folder, journal.records, looks.records)
    const vault = openVault(join(folder, 'vault'))
    const evidence = openEvidence(join(folder, 'evidence'), vault, { subject: id, host: told.plan.host, now })
    closing.push(evidence.close)
    return {
      ...told,
      journal,
      vault,
      evidence,
      verifications: looks.records,
      state: schedule => caseStateOf(told.plan, journal.records, looks.records, schedule),
      verified: (outcome, detail) => void looks.append({ outcome, after: journal.records.length, detail }),
      exportTo(path) {
        for (const { step, action, at, detail, undo } of journal.records) {
          for (const sha256 of digestsIn(undo)) {
            const how = `kept by step ${step} (${action}) at ${at}, before it was changed`
            evidence.addKept({ what: 'content', source: detail, how, entity: detail }, sha256)
          }
        }
        const alongside = [files.journal, files.plan, files.looks, files.incident]
        evidence.exportTo(
          path,
          alongside.map(name => join(folder, name)),
        )
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/** Makes room for taking a case back on a full disk. */
export function freeReserve(state: string, id: string): void {
  rmSync(join(casesOf(state), checkId(id), reserve.name), { force: true })
}

/** Every case, the newest plan first; broken ones last, each with its sentence. */
export function listCases(state: string): readonly (CaseView | BrokenCase)[] {
  let names: string[]
  try {
    names = readdirSync(casesOf(state)).filter(name => !name.startsWith('.'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw storeError(casesOf(state), error)
  }
  const found = names.map((id): CaseView | BrokenCase => {
    try {
      return readCase(state, id)
    } catch (error) {
      return { id, folder: join(casesOf(state), id), broken: storeError(id, error) }
    }
  })
  const made = (one: CaseView | BrokenCase): string => ('broken' in one ? '' : one.plan.createdAt)
  return found.sort((a, b) => made(b).localeCompare(made(a)) || b.id.localeCompare(a.id))
}

/** Whole lines missing from the end of a journal leave its chain intact; a look that saw more of them tells. */
function checkLength(folder: string, { length }: readonly JournalRecord[], looks: readonly Look[]): void {
  if (looks.every(({ after }) => after <= length)) return
  const path = join(folder, files.journal)
  throw new JournalError('tampered', {
    en: `${path} was cut short by somebody else: an earlier look at the host saw more records in it`,
    zh: `${path} 末尾的记录被人删除:此前复查时的记录比现在多`,
  })
}

/** Every sha256 that a way back names. */
function digestsIn(undo: unknown): readonly string[] {
  return [...new Set((JSON.stringify(undo) ?? '').match(/(?<=")[0-9a-f]{64}(?=")/g))]
}

function checkId(id: string): string {
  if (/^[\w][\w.-]{0,127}$/.test(id)) return id
  throw new JournalError('absent', { en: `"${id}" is no id of a case`, zh: `“${id}”不是有效的事件编号` })
}

function readStatic(folder: string, id: string): Pick<CaseView, 'id' | 'folder' | 'result' | 'incident' | 'plan'> {
  let result: ScanResult
  let plan: Plan
  try {
    checkOwn(folder)
    const packed = readFileSync(join(folder, files.incident))
    result = JSON.parse(zstdDecompressSync(packed, { maxOutputLength: largestResult }).toString('utf8')) as ScanResult
    plan = JSON.parse(readFileSync(join(folder, files.plan), 'utf8')) as Plan
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new JournalError('absent', { en: `there is no case "${id}", or files of it are missing`, zh: `没有事件“${id}”,或其文件不完整` })
    }
    throw storeError(folder, error)
  }
  const incident =
    result.schema === 'davylamp.scan.1' && plan.schema === 'davylamp.plan.1' && result.incidents.find(i => i.id === plan.incident)
  if (incident === undefined || incident === false || !Array.isArray(plan.steps)) {
    throw new JournalError('tampered', {
      en: `the plan of case "${id}" does not belong to its scan`,
      zh: `事件“${id}”的方案与扫描结果不符`,
    })
  }
  return { id, folder, result, incident, plan }
}
