// The anchor: the earliest trace of the malware that can be believed, whatever was done to the times that users can set.
import type { HostEvent } from '../core/event.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { FileOrigin } from '../core/origin.ts'
import { some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import type { Moment } from '../core/trace.ts'
import { broughtBy, guiltyIn } from './brought.ts'
import { byTime, day, msOf } from './reckoning.ts'

interface Trace {
  readonly at: Instant
  readonly spread: number
  readonly text: Text
  readonly ids: readonly string[]
}

/** Files of the system that malware writes into: they were born long before it. */
const others =
  /^\/(?:etc|usr|s?bin|lib(?:64)?|boot|var\/(?:spool|lib|log)|proc|sys)\/|\/\.(?:ssh\/|bash|profile|zsh|config\/)|^\/(?:root|home\/[^/]+)\/\.[^/]+rc$/
/** A file that was changed this long after its birth was not born with the malware. */
const sameBirth = day
/** Verbs whose records tell that the malware was there, not that somebody asked for it. */
const telling = new Set(['scheduled', 'unit', 'file', 'process', 'container', 'package', 'account-changed', 'key-changed'])

export function anchorOf(incident: Incident | undefined, events: readonly HostEvent[], until: Instant): Moment | undefined {
  if (incident === undefined) return undefined
  const { files, processes } = broughtBy(incident)
  const traces: Trace[] = []
  for (const file of files) {
    const at = arrivalOf(file)
    if (at !== undefined) {
      const words = { zh: `文件 ${file.path} 出现(内核记录的时间)`, en: `the file ${file.path} appeared (by the kernel's own times)` }
      traces.push({ at, spread: 1, text: words, ids: [file.id] })
    }
  }
  for (const { id, name, pid, startedAt } of processes)
    if (startedAt !== undefined)
      traces.push({
        at: startedAt,
        spread: 2,
        text: { zh: `进程 ${pid}(${name})启动`, en: `the process ${pid} (${name}) started` },
        ids: [id],
      })
  for (const event of eventsOfMalware(incident, events))
    traces.push({
      at: event.at,
      spread: event.spread,
      text: { zh: `日志 ${event.locator} 首次提到它`, en: `${event.locator} tells of it for the first time` },
      ids: [event.id],
    })
  const [first] = traces.filter(t => t.at <= until).sort(byTime)
  // The events of files and processes, where they were read as such, stand for the things themselves.
  const ids = first && some(first.ids.map(id => events.find(e => e.at === first.at && e.entities.some(of => of === id))?.id ?? id))
  return first && ids && { at: first.at, spread: first.spread, text: first.text, events: ids }
}

/** Birth where the file is the malware's own, the last change of its inode where it may have been there before. */
export function arrivalOf({ path, btime, ctime }: Pick<FileOrigin, 'path' | 'btime' | 'ctime'>): Instant | undefined {
  if (btime === undefined) return ctime
  if (ctime === undefined) return btime
  return others.test(path) && msOf(ctime) - msOf(btime) > sameBirth ? ctime : btime
}

/** Records by the kernel or a service, dated by themselves, that name what is accused. */
export function eventsOfMalware(incident: Incident, events: readonly HostEvent[]): readonly HostEvent[] {
  const names = namesOf(incident)
  const guilty = new Set<string>([...guiltyIn(incident), ...broughtBy(incident).files.map(f => f.id)])
  if (names.length === 0 && guilty.size === 0) return []
  return events.filter(e => {
    if (e.trust === 'user' || e.clock === 'order' || e.clock === 'assumed' || !telling.has(e.verb)) return false
    if (e.entities.some(id => guilty.has(id))) return true
    const words = `${e.command ?? ''}\n${e.path ?? ''}\n${e.target ?? ''}\n${e.unit ?? ''}`
    return names.some(name => words.includes(name))
  })
}

/** Paths and units of the incident that no ordinary record holds by chance. */
function namesOf(incident: Incident): readonly string[] {
  const members = [...guiltyIn(incident)]
  const paths = members.flatMap(id => (id.startsWith('file:') ? [id.slice('file:'.length)] : []))
  const exes = broughtBy(incident).processes.map(p => p.exe)
  const units = members.flatMap(id => /^autostart:systemd[^:]*:.*\/([^/#]+\.(?:service|timer))/.exec(id)?.[1] ?? [])
  return [...new Set([...paths, ...exes].filter(path => path.length > 5 && !others.test(path)).concat(units))]
}
