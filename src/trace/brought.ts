// What an intruder brought: the guilty of an incident's findings, without their victims and without the system's own programs that only handed something on.
import { type EntityId, kindOf } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Origins } from '../core/origin.ts'

/** What findings of these classes are about is a victim, a shared thing or a setting. */
const victims = new Set<Finding['class']>(['tampering', 'access', 'tuning'])
/** Programs of the system: there before anybody came, unless a finding says of the very file what it is. */
const system = /^\/(?:usr\/)?(?:s?bin|lib(?:exec|32|64)?)\//

/** Ids of the guilty: the first of each finding, and processes that run it. */
export function guiltyIn({ findings }: Pick<Incident, 'findings'>): ReadonlySet<EntityId> {
  const guilty = new Set<EntityId>()
  for (const { about, class: evidence, signal } of findings) {
    if (signal === 'context' || victims.has(evidence)) continue
    const [first, ...rest] = about
    guilty.add(first)
    for (const id of rest) if (kindOf(id) === 'process' || kindOf(id) === 'file') guilty.add(id)
  }
  return guilty
}

/** Origins of what was brought; of everything where no finding says who is guilty. */
export function broughtBy(incident: Incident): Origins {
  const { processes = [], files = [] } = incident.origins ?? {}
  const guilty = guiltyIn(incident)
  const named = new Set(incident.findings.filter(f => f.signal !== 'context' && !victims.has(f.class)).map(f => f.about[0]))
  const own = processes.filter(p => guilty.has(p.id))
  const written = new Set([...guilty].flatMap(id => fileOf(id) ?? []))
  const brought = files.filter(f =>
    system.test(f.path) ? named.has(f.id) : guilty.has(f.id) || written.has(f.path) || own.some(p => p.exe === f.path),
  )
  if (own.length > 0 || brought.length > 0) return { processes: own, files: brought }
  return { processes, files: files.filter(f => !system.test(f.path)) }
}

/** The file in which an entry that starts something stands: "autostart:cron-d:/etc/cron.d/x#2". */
function fileOf(id: EntityId): string | undefined {
  return /^autostart:[\w-]+:(\/[^\n]+?)(?:#\d+)?$/.exec(id)?.[1]
}
