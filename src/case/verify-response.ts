// Looks again after a response: whether every step holds, what of the incident is still there, and what came back by which mechanism.
import type { Scene } from '../core/action.ts'
import { cleanedAt } from '../core/case-state.ts'
import type { EntityId } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Journal } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import type { Watched } from '../core/watched.ts'
import { type Cause, causesOfFile, causesOfProcess } from './causes.ts'
import { longestGap } from './longest-schedule.ts'
import { type Sign, signsOf, watchedSigns } from './look-signs.ts'
import { type Actions, guarded, phrase } from './perform.ts'

export interface Seen {
  readonly result: ScanResult
  readonly facts: Facts
}

export interface Returned {
  readonly what: EntityId
  /** For people: a path, and the pid of a process. */
  readonly name: string
  /** Never empty; the surest first. */
  readonly by: readonly Cause[]
}

export interface Aftermath {
  /** Steps that are done by the journal, yet their effect does not hold. */
  readonly broken: readonly { readonly step: Step; readonly detail: string }[]
  /** Findings of the incident that a fresh scan makes again. */
  readonly residue: readonly Finding[]
  /** The same about things that a guard kept from being touched: left, but not come back. */
  readonly spared: readonly Finding[]
  readonly returned: readonly Returned[]
  /** Traffic, logins and persistence since. */
  readonly signs: readonly Sign[]
  /** Incidents that a fresh scan sees, of this case or new ones. */
  readonly incidents: readonly Incident[]
  /** Of those, the ones that hold something which was not there before: not what is left, told in another way. */
  readonly fresh: readonly Incident[]
  /** Incidents that were there beside this one from the start: they want an answer of their own. */
  readonly others: readonly Incident[]
}

/** The parts of an incident that must not come back, from the facts that accused it. */
export function watchedOf(incident: Incident, plan: Plan, facts: Facts): Watched {
  const members = new Set(incident.members)
  const targets = new Set<EntityId>([...plan.steps.map(s => s.target), ...incident.members])
  return {
    programs: facts.processes.filter(p => members.has(p.id)).map(p => ({ was: p.id, exe: p.exe?.path ?? '', argv: shapeOf(p) })),
    mechanisms: facts.autostarts.filter(a => targets.has(a.id) && a.disabled !== true).map(({ id, when }) => ({ id, when })),
    ...watchedSigns(incident, plan, facts),
  }
}

/** What a case keeps of its beginning. */
export interface Case {
  readonly plan: Plan
  readonly incident: Incident
  readonly result: ScanResult
}

/** Compares what was done with what is there now. */
export function aftermath(
  { plan, incident, result: before }: Case,
  watched: Watched,
  journal: Journal,
  scene: Scene,
  actions: Actions,
  { result, facts }: Seen,
): Aftermath {
  const broken = plan.steps
    .filter(step => journal.standing(step.id) === 'done')
    .flatMap(step => {
      const hindrance = guarded(step, () => actions.get(step.action)?.verify(step, scene))
      return isGap(hindrance) ? [{ step, detail: phrase(hindrance) }] : []
    })
  const grave = result.incidents.filter(i => i.verdict === 'mining' || i.verdict === 'suspicious')
  const isOther = otherThan(incident, before)
  const known = new Set(incident.findings.map(f => f.id))
  const refused = new Set(plan.refused.map(r => r.target))
  const isSpared = (f: Finding): boolean => known.has(f.id) && refused.has(f.about[0])
  const still = result.findings.filter(f => known.has(f.id) && f.signal !== 'context')
  const gone = new Set(plan.steps.filter(s => journal.standing(s.id) === 'done' && s.stage === 'vault').map(s => s.target))
  const processes = facts.processes.filter(p => isAgain(p, watched))
  const files = facts.files.filter(f => gone.has(f.id))
  const incidents = grave.filter(i => !isOther(i) && !i.findings.every(isSpared))
  const since = cleanedAt(plan, journal.records)
  const old = new Set<EntityId>([
    ...before.findings.flatMap(f => f.about),
    ...before.incidents.flatMap(i => i.members),
    ...facts.processes.filter(p => since !== undefined && p.startedAt !== undefined && p.startedAt < since).map(p => p.id),
  ])
  const isFresh = (i: Incident): boolean => i.findings.some(f => f.signal !== 'context' && !old.has(f.about[0]))
  return {
    broken,
    residue: still.filter(f => !isSpared(f)),
    spared: still.filter(isSpared),
    returned: [
      ...processes.map(p => ({ what: p.id, name: `${p.exe?.path ?? p.name} (${p.pid})`, by: causesOfProcess(p, facts) })),
      ...files.map(f => ({ what: f.id, name: f.path, by: causesOfFile(f.path, facts) })),
    ],
    signs: signsOf(watched, result, facts, since),
    incidents,
    fresh: incidents.filter(isFresh),
    others: grave.filter(isOther),
  }
}

/** Whether an incident tells of what another one told of already, and of nothing of this one. */
function otherThan({ id, findings }: Incident, before: ScanResult): (seen: Incident) => boolean {
  const own = new Set(findings.map(f => f.id))
  const others = new Set(before.incidents.filter(i => i.id !== id).flatMap(i => i.findings.map(f => f.id)))
  return seen => seen.findings.some(f => others.has(f.id)) && !seen.findings.some(f => own.has(f.id))
}

/** Nothing of this incident is left but what was refused, and nothing new came; others may be there. */
export function isClean({ broken, residue, returned, signs, incidents }: Aftermath): boolean {
  return broken.length + residue.length + returned.length + incidents.length === 0 && !signs.some(s => s.hit)
}

/** More than left over: something works against the cleaning, or came after it. */
export function isBack({ broken, returned, signs, residue, fresh }: Aftermath, { plan }: Case, journal: Journal): boolean {
  const answered = new Set(plan.steps.filter(s => journal.standing(s.id) === 'done').map(s => s.target))
  return broken.length + returned.length > 0 || signs.some(s => s.hit) || residue.some(f => answered.has(f.about[0])) || fresh.length > 0
}

export interface Waiting {
  /** Seconds until every mechanism that can be waited for would have struck again. */
  readonly seconds: number
  /** Mechanisms that strike later than that, or by no clock: their silence proves nothing yet. */
  readonly beyond: Watched['mechanisms']
}

const firstLookSeconds = 5
/** cron starts its jobs within the first seconds of a minute, systemd within AccuracySec. */
const slackSeconds = 5

/** How long to wait before the last look, within `most` seconds. */
export function waitingFor({ mechanisms }: Pick<Watched, 'mechanisms'>, most: number): Waiting {
  const within = (when: string): boolean => (longestGap(when) ?? Number.POSITIVE_INFINITY) + slackSeconds <= most
  const gaps = mechanisms.filter(m => within(m.when)).map(m => (longestGap(m.when) ?? 0) + slackSeconds)
  return { seconds: Math.max(firstLookSeconds, ...gaps), beyond: mechanisms.filter(m => !within(m.when)) }
}

function shapeOf({ argv }: Pick<Process, 'argv'>): string {
  return argv.join('\0').replace(/\d+/g, '0')
}

/** A process that was not there before and runs the same program in the same way. */
function isAgain(process: Process, { programs }: Watched): boolean {
  if (programs.some(p => p.was === process.id)) return false
  return programs.some(p => p.exe !== '' && p.exe === process.exe?.path && p.argv === shapeOf(process))
}
