// What plan, respond, undo, verify and the demo share: looking at the host, choosing the incident, planning, and opening the door to change.
import { resolve } from 'node:path'
import { makePlan, type PlanOptions } from '../case/plan.ts'
import { watchedOf } from '../case/verify-response.ts'
import type { Scene } from '../core/action.ts'
import type { Facts } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import { JournalError, type Undo } from '../core/journal.ts'
import type { Plan } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import { hostControl } from '../host/control.ts'
import { sharedAddresses } from '../intel/load.ts'
import { type CaseView, createCase, listCases } from '../store/cases.ts'
import { saveScan } from '../store/state.ts'
import { saveWatched } from '../store/watched.ts'
import { actionsById } from './actions.ts'
import { isInvaded, scanAfresh } from './fresh-process.ts'
import { unifiedDiff } from './line-diff.ts'
import { rawRules } from './own-files.ts'
import { progressLine } from './progress.ts'
import { rehearsalVault } from './rehearsal.ts'
import { changesOf, type Shown } from './render-plan.ts'
import { openSight } from './run-scan.ts'
import { safe } from './safe.ts'
import { superviseScan } from './supervise.ts'
import { UserError } from './user-error.ts'

export interface Look {
  readonly result: ScanResult
  readonly facts: Facts
  /** A thread is still stuck in the kernel: the process must be left by `leave`. */
  readonly stuck: boolean
}

/** A fresh scan of the running host ('') or of a directory, kept like any other. */
export async function lookAt(root: string, state: string, loud: boolean): Promise<Look> {
  const line = progressLine(loud)
  const request = { root: root === '' ? undefined : root, state, withFacts: true }
  const look = root === '' && isInvaded(openHost(root)) ? scanAfresh : superviseScan
  const { result, facts, stuck } = await look(request, what => line.show(what)).finally(() => line.clear())
  const note = saveScan(state, result)
  if (note !== undefined) process.stderr.write(`davylamp: ${note}\n`)
  return { result, facts: facts!, stuck }
}

/** The root as a plan names it. */
export function rootOf(given: string | undefined): string {
  return given === undefined ? '' : resolve(given)
}

/** The incident with this id, or the gravest that calls for an answer. */
function choose({ incidents }: ScanResult, id: string | undefined): Incident | undefined {
  if (id === undefined) return incidents.find(i => i.verdict === 'mining' || i.verdict === 'suspicious')
  const found = incidents.find(i => i.id === id)
  if (found !== undefined) return found
  const seen = incidents.map(i => i.id).join(', ')
  throw new UserError(`a fresh scan sees no incident "${id}"${seen === '' ? '' : `; it sees ${seen}`}`)
}

export interface Made {
  readonly incident: Incident
  readonly plan: Plan
}

/** What a person wants of a plan. */
type Wanted = Pick<PlanOptions, 'approved' | 'isolate' | 'management'>

/** The plan for the incident with this id, or for the gravest; undefined when there is none. */
export function planFor({ result, facts }: Look, host: HostView, id: string | undefined, options: Wanted = {}): Made | undefined {
  const incident = choose(result, id)
  if (incident === undefined) return undefined
  const network = hostControl(host)?.network
  return {
    incident,
    plan: makePlan(incident, facts, host, result.finishedAt, {
      ...options,
      findings: result.findings,
      isShared: sharedAddresses(rawRules()),
      carries: kind => network?.carries(kind) ?? true,
    }),
  }
}

/** Keeps the plan with all that it came from; gives the case's id. Throws a JournalError. */
export function keepCase(state: string, { result, facts }: Look, { incident, plan }: Made): string {
  const id = createCase(state, result, plan)
  saveWatched(state, id, watchedOf(incident, plan, facts))
  return id
}

export function openHost(root: string): HostView {
  return openSight({ root: root === '' ? undefined : root })
}

/** The door through which the host may change. */
export function sceneOn(host: HostView, vault: Scene['vault']): Scene {
  const control = hostControl(host)
  if (control === undefined)
    throw new UserError('this host cannot be changed from here: raw system calls are needed, and for the running host root')
  return { host, control, vault }
}

/** The plan with a diff for each edit, made by rehearsing it. */
export function shown(plan: Plan, host: HostView): Shown {
  const control = hostControl(host)
  const diffs = new Map<string, readonly string[]>()
  const proofs = new Map<string, Text>()
  if (control === undefined) return { plan, diffs, proofs }
  const vault = rehearsalVault()
  for (const step of plan.steps) {
    if (step.stage !== 'disarm' && step.stage !== 'recover') continue
    const undo = actionsById.get(step.action)?.prepare(step, { host, control, vault })
    if (undo === undefined || isGap(undo)) continue
    diffs.set(step.id, diffOf(undo, vault))
    if (undo['proof'] !== undefined) proofs.set(step.id, undo['proof'] as Text)
  }
  return { plan, diffs, proofs }
}

function diffOf(undo: Undo, vault: Scene['vault']): readonly string[] {
  return changesOf(undo).flatMap(({ path, was, will }) => {
    const [before, after] = [was && vault.fetch(was.sha256), will && vault.fetch(will.sha256)]
    if (before === undefined || after === undefined) return []
    if (before.includes(0) || after.includes(0)) return [`--- ${path}`, `+++ ${path}`, `@@ ${before.length} B → ${after.length} B @@`]
    const lines = unifiedDiff(before, after)
    return [`--- ${path}`, `+++ ${path}`, ...(passwords.test(path) ? lines.map(withoutHash) : lines)]
  })
}

const passwords = /^\/etc\/g?shadow-?$/

/** Whoever looks over the operator's shoulder, or reads the log of his terminal, learns no hash. */
function withoutHash(line: string): string {
  return line.replace(/^([ +-][^:]*:[!*]*[^:]{0,3})[^:]*/, (whole, kept: string) => (whole.length > kept.length + 8 ? `${kept}…` : whole))
}

/** What the store refuses is one sentence for the user, in his language. */
export function inWords<T>(lang: Lang, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw worded(lang, error)
  }
}

export function worded(lang: Lang, error: unknown): unknown {
  return error instanceof JournalError ? new UserError(error.said[lang]) : error
}

/** Every case that can be told, the newest first; one that cannot is named on stderr. */
export function knownCases(state: string, lang: Lang): readonly CaseView[] {
  return inWords(lang, () => listCases(state)).flatMap(one => {
    if (!('broken' in one)) return [one]
    process.stderr.write(`davylamp: ${safe(one.id)}: ${one.broken.said[lang]}\n`)
    return []
  })
}
