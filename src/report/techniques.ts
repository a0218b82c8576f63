// MITRE ATT&CK techniques of an incident, with the tactic each serves (ATT&CK v19 numbering where it moved).
import type { ReportCase } from '../core/report.ts'
import { techniqueNames } from './attack-names.ts'
import type { Inline } from './document.ts'
import { link, type Say } from './say.ts'

export interface TechniqueUse {
  readonly id: string
  /** Finding ids, and the ids of ways in. */
  readonly because: readonly string[]
}

/** Each technique that findings, the likeliest way in or the attack graph name, sorted by id. */
export function techniquesOf({ incident, trace }: ReportCase): readonly TechniqueUse[] {
  const uses = new Map<string, Set<string>>()
  const add = (ids: readonly string[], because: string): void => {
    for (const id of ids) uses.set(id, (uses.get(id) ?? new Set()).add(because))
  }
  for (const f of incident.findings) if (f.whyNot === undefined || f.joinsMining === true) add(f.techniques, f.id)
  const first = trace?.candidates[0]
  if (first !== undefined && trace?.standing !== 'open') add(first.techniques, first.id)
  for (const { techniques, because } of trace?.graph.edges ?? []) for (const id of because) add(techniques, id)
  return [...uses].map(([id, because]) => ({ id, because: [...because].sort() })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export function techniqueUrl(id: string): string {
  return `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
}

/** As ATT&CK's own data and MISP's galaxy call it: a sub-technique without the name of its parent. */
export function ownName(id: string): string {
  const name = techniqueNames[id]?.en ?? id
  return id.includes('.') ? name.replace(/^.*?: /, '') : name
}

/** Links with a space between. */
export function techniqueLinks(ids: readonly string[], say: Say): readonly Inline[] {
  return ids.flatMap((id, i) => {
    const name = techniqueNames[id]
    return [...(i > 0 ? [' '] : []), link(name === undefined ? id : `${id} ${say(name)}`, techniqueUrl(id))]
  })
}
