// Whom an incident accuses so plainly that something may be done about it: the guilty of each grave finding, not their company.
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import { isAtLeast } from './infer.ts'

export type Accused = ReadonlyMap<EntityId, readonly Finding[]>

/** What a finding of these classes is about is a victim or a shared thing, not what was brought in. */
const changesOnly = new Set<Finding['class']>(['tampering', 'access'])
/** Programs that run whatever they are told to. */
export const interpreters = /^(?:ba|da|a|z|k)?sh$|^(?:busybox|perl|python|php|ruby|node|bun|lua)[\d.]*$/

/** Everything the incident's grave findings are directly about, and the processes that run an accused file. */
export function accusedOf(incident: Incident, facts: Facts): Accused {
  const accused = new Map<EntityId, Finding[]>()
  const accuse = (id: EntityId, findings: readonly Finding[]): void => {
    const known = accused.get(id) ?? []
    accused.set(id, [...known, ...findings.filter(f => !known.includes(f))])
  }
  for (const finding of incident.findings) if (isGrave(finding, incident)) for (const id of guiltyOf(finding)) accuse(id, [finding])
  const runners = runnersOf(accused, facts)
  for (const [id, findings] of runners) accuse(id, findings)
  return accused
}

/** Weighty enough to act upon. */
export function isGrave(finding: Finding, { verdict }: Incident): boolean {
  if (finding.signal === 'context') return false
  if (finding.joinsMining === true) return verdict === 'mining'
  return finding.whyNot === undefined && isAtLeast(finding.severity, 'medium')
}

/** The first is the guilty one; processes and entries that run a guilty file or keep a guilty process share its guilt. */
function guiltyOf({ about, class: evidence }: Finding): readonly EntityId[] {
  const [first, ...rest] = about
  if (changesOnly.has(evidence)) return [first]
  const of = kindOf(first)
  const shared = rest.filter(id => {
    const kind = kindOf(id)
    return (kind === 'process' && (of === 'process' || of === 'file')) || (kind === 'autostart' && of === 'file')
  })
  return [first, ...shared]
}

/** Files brought in by the intruder, by path, with the findings that say so. */
export function plantedFiles(accused: Accused): ReadonlyMap<string, readonly Finding[]> {
  const planted = new Map<string, readonly Finding[]>()
  for (const [id, findings] of accused) {
    if (kindOf(id) !== 'file') continue
    const saying = findings.filter(f => !changesOnly.has(f.class) || /^T1548\.001$/.test(f.techniques[0] ?? ''))
    if (saying.length > 0) planted.set(nameOf(id), saying)
  }
  return planted
}

/** Processes whose program, or the script an interpreter was given, is an accused file. */
function* runnersOf(accused: Accused, facts: Facts): Generator<readonly [EntityId, readonly Finding[]]> {
  const planted = plantedFiles(accused)
  const byInode = new Map<string, readonly Finding[]>()
  const byPath = new Map<string, readonly Finding[]>()
  for (const { path, stat, packaged } of facts.files) {
    const findings = planted.get(path)
    if (findings === undefined || stat.type !== 'file' || packaged === 'intact') continue
    byInode.set(`${stat.dev} ${stat.ino}`, findings)
    byPath.set(path, findings)
  }
  for (const process of facts.processes) {
    const { exe } = process
    const program = exe === undefined ? undefined : byInode.get(`${exe.dev} ${exe.ino}`)
    const script = program ?? byPath.get(scriptOf(process) ?? '')
    if (script !== undefined) yield [process.id, script]
  }
}

function scriptOf({ exe, argv, cwd, container, root }: Process): string | undefined {
  if (container !== undefined || root !== undefined) return undefined
  if (!interpreters.test(exe?.path.split('/').at(-1) ?? '')) return undefined
  const script = argv.slice(1, 6).find(argument => argument !== '' && !argument.startsWith('-'))
  if (script === undefined || script.startsWith('/') || argv.slice(1, argv.indexOf(script)).some(a => /^-\w*[ce]/.test(a))) return script
  return cwd === undefined ? undefined : `${cwd}/${script.replace(/^\.\//, '')}`
}
