// The three moments: when it happened, when it was noticed, when something was done about it.
import type { HostEvent } from '../core/event.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { EntryCandidate, Moment, Trace } from '../core/trace.ts'
import { byTime } from './reckoning.ts'

/** Below this nobody can say that the entry is the occurrence: it is the malware's first trace then. */
const surelyEntry = 0.5

export function momentsOf(
  incident: Incident | undefined,
  events: readonly HostEvent[],
  anchor: Moment | undefined,
  top: EntryCandidate,
  seenAt: Instant,
  handledAt: Instant | undefined,
): Trace['moments'] {
  const occurrence = occurrenceOf(anchor, top)
  return {
    occurrence,
    discovery: discoveryOf(incident, events, occurrence, seenAt),
    handling: handlingOf(incident, events, occurrence, handledAt),
  }
}

function occurrenceOf(anchor: Moment | undefined, { entry, posterior, title }: EntryCandidate): Moment | undefined {
  if (entry === undefined || posterior < surelyEntry || (anchor !== undefined && entry.at > anchor.at)) return anchor
  return {
    at: entry.at,
    spread: entry.spread,
    text: {
      zh: `入侵:${title.zh}${entry.by === undefined ? '' : `(${entry.by})`}`,
      en: `the intrusion: ${title.en}${entry.by === undefined ? '' : ` (${entry.by})`}`,
    },
    events: entry.events,
  }
}

/** The first guard that spoke of it after it happened, or the scan that found the incident. */
function discoveryOf(
  incident: Incident | undefined,
  events: readonly HostEvent[],
  occurrence: Moment | undefined,
  seenAt: Instant,
): Moment | undefined {
  const since = occurrence?.at ?? seenAt
  const [alert] = events.filter(e => e.verb === 'alert' && e.at >= since && e.at <= seenAt && speaksOfMining(e)).sort(byTime)
  if (alert !== undefined)
    return {
      at: alert.at,
      spread: alert.spread,
      text: { zh: `${alert.program ?? alert.source} 告警`, en: `${alert.program ?? alert.source} raised an alert` },
      events: [alert.id],
    }
  if (incident === undefined) return undefined
  return {
    at: seenAt,
    spread: 0,
    text: { zh: 'davylamp 扫描发现(此前没有告警记录)', en: 'found by this scan of davylamp: no earlier alert is on record' },
    events: [incident.findings[0].id],
  }
}

/** A ban of somebody who guessed passwords is daily noise; a miner, a trojan or a pool is not. */
const grave = /min(?:er|ing)|xmr|monero|coin|stratum|malware|trojan|backdoor|webshell|挖矿|木马|后门|病毒/i
const speaksOfMining = (e: HostEvent): boolean => grave.test(`${e.attack ?? ''} ${e.excerpt}`)

function handlingOf(
  incident: Incident | undefined,
  events: readonly HostEvent[],
  occurrence: Moment | undefined,
  handledAt: Instant | undefined,
): Moment | undefined {
  const by: Moment[] = []
  if (handledAt !== undefined)
    by.push({
      at: handledAt,
      spread: 0,
      text: { zh: 'davylamp 开始处置', en: 'davylamp began to respond' },
      events: [incident?.id ?? 'journal'],
    })
  const [typed] = commandsAgainst(incident, events).filter(e => occurrence === undefined || e.at > occurrence.at)
  if (typed !== undefined)
    by.push({
      at: typed.at,
      spread: typed.spread,
      text: { zh: `管理员执行了 ${typed.command ?? ''}`, en: `an operator ran ${typed.command ?? ''}` },
      events: [typed.id],
    })
  return by.sort(byTime)[0]
}

/** What an operator types against it: it ends, deletes or stops something that is accused. */
function commandsAgainst(incident: Incident | undefined, events: readonly HostEvent[]): readonly HostEvent[] {
  const names = (incident?.members ?? []).flatMap(id =>
    id.startsWith('file:') ? [id.slice(5)] : id.startsWith('process:') ? [id.slice(8).split('@')[0] ?? ''] : [],
  )
  return events.filter(
    e =>
      (e.verb === 'command' || e.verb === 'privilege') &&
      e.clock !== 'order' &&
      /\b(?:kill(?:all)?|pkill|rm|chattr|systemctl\s+(?:stop|disable|mask)|crontab\s+-[re])\b/.test(e.command ?? '') &&
      names.some(name => name.length > 1 && (e.command ?? '').split(/[\s'"]+/).includes(name)),
  )
}
