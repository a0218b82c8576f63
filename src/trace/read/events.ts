// Drafts become events: with an instant, an id and a place where to look them up.
import { eventId, type HostEvent } from '../../core/event.ts'
import { instantOf } from '../../core/instant.ts'
import type { Draft, LogFormat } from '../../core/log-format.ts'
import type { Dated, Dating } from './dating.ts'
import type { LogFile } from './find-logs.ts'
import type { Taken } from './folding.ts'

const longestExcerpt = 500
const longestCommand = 2000

export interface EventPlace {
  readonly host: string
  readonly format: LogFormat
  readonly file: LogFile
  readonly dating: Dating
}

export function eventOf(taken: Taken, place: EventPlace): HostEvent | undefined {
  const { draft, line, text } = taken
  const { host, format, file } = place
  const when = momentOf(taken, place)
  const at = instantOf(when.ms)
  if (at === undefined) return undefined
  const { time: _, clock: __, trust, locus, excerpt = text, fold: ___, count: ____, command, ...told } = draft
  const locator = file.path + (locus ?? `:${line}`)
  const shown = excerpt.slice(0, longestExcerpt)
  const until = taken.count > 1 ? instantOf(untilOf(taken, place)) : undefined
  return {
    ...told,
    ...(command === undefined ? {} : { command: command.slice(0, longestCommand) }),
    id: eventId(host, locator, draft.verb, shown),
    host,
    at,
    spread: when.spread,
    clock: when.clock,
    trust: trust ?? format.trust,
    source: format.source,
    locator,
    excerpt: shown,
    count: taken.count,
    ...(until === undefined ? {} : { until }),
    entities: [],
  }
}

/** Without any time in the file: between its birth and its last change. */
function momentOf({ draft, wall }: Taken, { file, dating }: EventPlace): Dated {
  const time = draft.time
  if (time !== undefined) {
    const found = dating.of(wall, time)
    return draft.clock === undefined ? found : { ...found, clock: draft.clock }
  }
  const changed = Date.parse(file.stat.mtime ?? '')
  const born = Date.parse(file.stat.btime ?? '')
  const ms = Number.isFinite(wall) ? wall : changed
  return { ms, spread: Number.isFinite(born) && born < changed ? Math.ceil((changed - born) / 1000) : 365 * 86_400, clock: 'order' }
}

function untilOf({ draft, until }: Taken, { dating }: EventPlace): number {
  const time: Draft['time'] = draft.time
  return time === undefined ? until : dating.of(until, time).ms
}
