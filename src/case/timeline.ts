// When the things of an incident came to be, oldest first.
import type { EntityId } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Text } from '../core/text.ts'

type Moment = Incident['timeline'][number]

/** Births of files (change time where there is no birth), starts of processes, and what findings date. */
export function timelineOf(facts: Facts, members: readonly EntityId[], findings: readonly Finding[]): readonly Moment[] {
  const wanted = new Set(members)
  const moments: Moment[] = []
  const add = (at: Instant | undefined, what: Text, entity: EntityId): void => {
    if (at !== undefined) moments.push({ at, what, entity })
  }
  for (const p of facts.processes)
    if (wanted.has(p.id)) add(p.startedAt, { zh: `进程 ${p.pid}(${p.name})启动`, en: `process ${p.pid} (${p.name}) started` }, p.id)
  for (const { id, path, stat } of facts.files) {
    if (!wanted.has(id)) continue
    if (stat.btime === undefined) add(stat.ctime, { zh: `${path} 有变动`, en: `${path} changed` }, id)
    else add(stat.btime, { zh: `${path} 出现`, en: `${path} created` }, id)
  }
  for (const f of findings) add(f.at, f.title, f.about[0])
  return moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
