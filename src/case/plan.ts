// The planner: from an incident to what would be done about it, each step past every guard; it changes nothing itself.
import { shortDigest } from '../core/digest.ts'
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { HostView } from '../core/host.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan, Refusal, Step } from '../core/plan.ts'
import { accusedOf } from './accused.ts'
import { type Around, type Candidate, removedPath } from './guards/guard.ts'
import { guards } from './guards/index.ts'
import { lineDrafts, lockDrafts } from './plan-accounts.ts'
import { adviceFor, byStage, rebuildAdvice } from './plan-advice.ts'
import { aroundOf, kernelLies } from './plan-around.ts'
import { throughDaemon } from './plan-containers.ts'
import { accusedDirectories, directoryDrafts, emptiedDirectories } from './plan-directories.ts'
import { disarmDrafts, wholePaths } from './plan-disarm.ts'
import { type Draft, type Ground, text } from './plan-draft.ts'
import { dumpDrafts } from './plan-dumps.ts'
import { recoverDrafts, vaultDrafts } from './plan-files.ts'
import { flagDrafts } from './plan-flags.ts'
import { keepersOf } from './plan-keepers.ts'
import { cutDrafts, isolateDraft } from './plan-network.ts'
import { coverDrafts, groupDrafts, killDraft, suspectsOf } from './plan-processes.ts'
import { type Program, programsOf } from './plan-programs.ts'
import { reloadDrafts } from './plan-reload.ts'

export interface PlanOptions {
  /** A person approves of large plans and of services that only he can know. */
  readonly approved?: boolean | undefined
  /** All findings of the scan, when known: the kernel may be proven to lie outside this incident. */
  readonly findings?: readonly Finding[] | undefined
  /** The whole host is to be cut off, but for the operator. */
  readonly isolate?: boolean | undefined
  /** Addresses and networks that stay reachable then. */
  readonly management?: readonly string[] | undefined
  /** Whether an address belongs to infrastructure that innocents share with criminals. */
  readonly isShared?: ((address: string) => boolean) | undefined
  /** Whether the packet filter of this host can carry out this kind of policy; all kinds when nobody says. */
  readonly carries?: Around['carries'] | undefined
}

/** What would be done about the incident on this host, what guards forbid, and what is left for a person. */
export function makePlan(incident: Incident, facts: Facts, host: HostView, now: Instant, options: PlanOptions = {}): Plan {
  const ground: Ground = { incident, facts, host, accused: accusedOf(incident, facts) }
  const findings = [...incident.findings, ...(options.findings ?? [])]
  const { steps, refused, advice } =
    incident.verdict === 'authorised'
      ? { steps: [], refused: [], advice: [{ title: ownersMiner, targets: incident.members }] }
      : kernelLies(findings)
        ? distrust(ground, findings, options)
        : ordinary(ground, findings, options)
  const root = host.origin.kind === 'disk' ? host.origin.root : ''
  const told = JSON.stringify([incident.id, host.name, root, steps.map(s => [s.action, s.target, s.before])])
  return {
    schema: 'davylamp.plan.1',
    id: `P-${shortDigest(told)}`,
    incident: incident.id,
    host: host.name,
    root,
    createdAt: now,
    steps,
    refused,
    advice,
  }
}

const ownersMiner = text(
  '这是已声明的自有矿工,不做任何处置;如声明有误,请先撤回声明再重新扫描。',
  'This miner was declared by its owner: nothing is done. If that is wrong, withdraw the declaration and scan again.',
)

type Parts = Pick<Plan, 'steps' | 'refused' | 'advice'>

/** Nothing is cleaned where the kernel lies: the host is cut off, and what is left is for a person. */
function distrust(ground: Ground, findings: readonly Finding[], options: PlanOptions): Parts {
  const around = aroundOf(ground, [], { ...options, approved: options.approved === true, findings })
  const nobody: Candidate = { action: 'freeze-processes', target: entity('host', 'local'), detail: {} }
  const refusal = refusalOf(nobody, ground.facts, around) ?? { guard: 'lying-kernel', target: nobody.target, why: ownersMiner }
  const isolate = ground.host.origin.kind === 'live' ? [isolateDraft(ground, around)] : []
  return { steps: numbered(isolate), refused: [refusal], advice: rebuildAdvice(ground) }
}

function ordinary(ground: Ground, findings: readonly Finding[], options: PlanOptions): Parts {
  const live = ground.host.origin.kind !== 'disk'
  const suspects = live ? suspectsOf(ground) : []
  const disarm = disarmDrafts(ground)
  const programs = programsOf(suspects, ground)
  const own = accusedDirectories(ground)
  const contents = own.flatMap(({ files, findings: why }) => files.map(file => [file, { findings: why, runners: [] }] as const))
  const vault = vaultDrafts(ground, wholePaths(disarm.drafts), new Map([...contents, ...programs]))
  const [asDirectories, asFiles] = partition(vault.drafts, d => own.some(({ path }) => path === d.detail['path']))
  const vaulted = new Set([...wholePaths(disarm.drafts), ...asFiles.map(d => String(d.detail['path']))])
  const keepers = keepersOf(suspects, ground)
  const ended = [...suspects, ...keepers.map(k => k.process)].toSorted((a, b) => a.pid - b.pid)
  // A keeper answers for those it keeps; it is no suspect itself, and nothing of it is taken away.
  const answerable: Ground = { ...ground, accused: new Map([...ground.accused, ...keepers.map(k => [k.process.id, k.findings] as const)]) }
  const kills = ended.map(p => killDraft(p, answerable, vaulted))
  const covers = live ? coverDrafts(ground) : []
  const wanted = [
    ...covers,
    ...kills,
    ...dumpDrafts(new Set(disarm.drafts.map(d => String(d.detail['path']))), ground),
    ...throughDaemon(disarm.drafts, ground),
    ...lockDrafts(ground),
    ...lineDrafts(ground),
    ...flagDrafts(ground, vaulted),
    ...asFiles,
    ...recoverDrafts(ground),
  ]
  const around = aroundOf(ground, wanted, { ...options, approved: options.approved === true, findings })
  const refused: Refusal[] = [...disarm.refused, ...vault.refused]
  const unrefused = wanted.filter(draft => {
    const refusal = refusalOf(draft, ground.facts, around)
    if (refusal !== undefined) refused.push(refusal)
    return refusal === undefined
  })
  const killed = new Set(unrefused.filter(d => d.action === 'kill-process').map(d => d.target))
  const allowed = unrefused.filter(d => !isOfSurvivors(d, programs, killed, ground))
  const frozen = ended.filter(p => killed.has(p.id))
  const mayEnd = (process: Process): boolean => refusalOf(killDraft(process, ground, vaulted), ground.facts, around) === undefined
  const together = groupDrafts(frozen, answerable, mayEnd)
  const cut = cutDrafts(ground, frozen, around, step => refusalOf(step, ground.facts, around))
  refused.push(...cut.refused)
  const isolate = live && options.isolate === true ? [isolateDraft(ground, around)] : []
  const told = reloadDrafts(
    allowed.filter(d => d.action === 'disarm-autostart'),
    killed,
    ground,
  ).filter(draft => refusalOf(draft, ground.facts, around) === undefined)
  const taken = new Map(allowed.flatMap(d => (removedPath(d) === undefined ? [] : [[String(d.detail['path']), findingsOf(d, ground)]])))
  const emptied = directoryDrafts([...own, ...emptiedDirectories(taken, ground)], new Set(taken.keys()), ground).filter(
    draft => refusalOf(draft, ground.facts, around) === undefined,
  )
  const left = asDirectories.filter(d => !emptied.some(e => e.target === d.target || e.detail['path'] === d.detail['path']))
  refused.push(...left.flatMap(d => refusalOf(d, ground.facts, around) ?? []))
  // A cover first: nothing behind it can be looked at, frozen or ended. Then everything stands still before anything else is touched.
  const first = [...allowed.filter(d => d.action === 'unmount-cover'), ...together]
  const drafts = byStage([...first, ...cut.drafts, ...isolate, ...allowed.filter(d => !first.includes(d)), ...emptied, ...told])
  return { steps: numbered(drafts), refused, advice: adviceFor(ground, drafts) }
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(is), all.filter(one => !is(one))]
}

function findingsOf({ because }: Draft, { incident }: Ground): readonly Finding[] {
  return incident.findings.filter(f => because.includes(f.id))
}

/** The program of a process that goes on running, taken for no other reason. */
function isOfSurvivors(
  { action, detail, target }: Draft,
  programs: ReadonlyMap<string, Program>,
  killed: ReadonlySet<string>,
  { accused }: Ground,
): boolean {
  const program = action === 'vault-file' && !accused.has(target) ? programs.get(String(detail['path'])) : undefined
  return program !== undefined && !program.runners.every(id => killed.has(id))
}

/** The first guard's objection to a step; also for asking again right before it is performed. */
export function refusalOf(step: Candidate, facts: Facts, around: Around): Refusal | undefined {
  for (const guard of guards) {
    const why = guard.refuse(step, facts, around)
    if (why !== undefined) return { guard: guard.id, target: step.target, why }
  }
  return undefined
}

/** The order of the list is the order of performing. Only a file that ld.so.preload names must wait: without it every new program complains. */
function numbered(drafts: readonly Draft[]): readonly Step[] {
  const idOf = (index: number): string => `S${String(index + 1).padStart(2, '0')}`
  const loader = drafts.flatMap((d, i) => (isLoader(d) ? [idOf(i)] : []))
  return drafts.map((draft, i) => ({ id: idOf(i), ...draft, after: draft.stage === 'vault' ? loader : [] }))
}

function isLoader({ detail }: Draft): boolean {
  return detail['kind'] === 'ld-so-preload'
}
