// Tracing: from events and what stands on the host to the ranked ways in, and to what follows from them.
import { shortDigest } from '../core/digest.ts'
import type { EntryModel } from '../core/entry-model.ts'
import type { HostEvent } from '../core/event.ts'
import type { Gap } from '../core/gap.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import { some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import type { Closing, Clues, EntryCandidate, Hypothesis, SourceState, StandingClues, Trace } from '../core/trace.ts'
import { anchorOf, eventsOfMalware } from './anchor.ts'
import { cluesOf } from './clues.ts'
import { hypotheses } from './entry/index.ts'
import { attackGraphOf } from './graph/attack-graph.ts'
import { momentsOf } from './moments.ts'
import type { Outward } from './outward.ts'
import { ofThisHost } from './own-lines.ts'
import { passagesOf } from './passages.ts'
import { joined } from './same.ts'
import { namedBy, timelineOf } from './timeline.ts'
import { type Judged, weigh, withPointer } from './weigh.ts'

export interface TraceInput {
  readonly host: string
  /** Absent where only logs were given and nothing of a miner is known. */
  readonly incident?: Incident | undefined
  /** The moment of looking. */
  readonly at: Instant
  readonly zone: string
  readonly events: readonly HostEvent[]
  readonly sources: readonly SourceState[]
  readonly gaps: readonly Gap[]
  readonly standing: StandingClues
  readonly model: EntryModel
  /** When a response did its first thing. */
  readonly handledAt?: Instant | undefined
  /** What the malware could read, as the plan knows it. */
  readonly reach?: Trace['reach'] | undefined
  /** The host's own. */
  readonly addresses?: readonly string[] | undefined
  /** Where the host's accounts can go. */
  readonly outward?: Outward | undefined
}

/** Candidates below this are told in one line. */
const worthTelling = 0.03
const established = 0.9
const likely = 0.6

export function traceIncident(input: TraceInput): Trace {
  const { host, incident, at, zone, sources, standing, model } = input
  const { own, gaps } = ofThisHost(input.events, host)
  const events = joined(own)
  const anchor = anchorOf(incident, events, at)
  const clues = cluesOf(host, events, sources, standing, anchor, at)
  const answers = hypotheses.map(h => ({ id: h.id, observations: [...h.observe(clues)] }))
  const judged = weigh(withPointer(answers, model), model)
  const candidates = judged.flatMap(j => candidateOf(j, clues))
  const [top = candidates[0]!] = candidates
  const moments = momentsOf(incident, events, anchor, top, at, input.handledAt)
  const passages = passagesOf(clues, incident, moments.occurrence?.at, input.outward)
  const wanted = new Set([
    ...namedBy(judged, worthTelling),
    ...[anchor, moments.occurrence, moments.discovery, moments.handling].flatMap(m => m?.events ?? []),
    ...candidates.slice(0, 3).flatMap(c => c.entry?.events ?? []),
    ...(incident === undefined
      ? []
      : eventsOfMalware(incident, events)
          .slice(0, 40)
          .map(e => e.id)),
  ])
  const told = candidates.filter(c => c.posterior >= worthTelling)
  return {
    schema: 'davylamp.trace.1',
    id: `T-${shortDigest(`${host}\n${incident?.id ?? ''}\n${at}`)}`,
    host,
    addresses: input.addresses ?? [],
    incident: incident?.id ?? '',
    at,
    zone,
    sources,
    anchor,
    moments,
    timeline: timelineOf(events, wanted),
    eventsRead: events.length,
    candidates: some(candidates)!,
    standing: standingWord(judged[0], top),
    passages,
    reach: input.reach ?? [],
    closing: distinctBy(
      told.flatMap(c => c.close),
      (c: Closing) => c.id,
    ),
    collectNext:
      top.posterior >= established && judged[0]?.direct === true
        ? []
        : distinctBy(
            told.slice(0, 3).flatMap(c => c.collect),
            (t: Text) => t.en,
          ),
    graph: attackGraphOf(incident, top, passages, incident?.host ?? host),
    gaps: [...input.gaps, ...gaps],
  }
}

const byId = new Map<string, Hypothesis>(hypotheses.map(h => [h.id, h]))

function candidateOf({ id, posterior, band, weighed }: Judged, clues: Clues): readonly EntryCandidate[] {
  const way = byId.get(id)
  if (way === undefined) return []
  const { title, techniques } = way
  const entry = way.entry?.(clues, [])
  return [{ id, title, techniques, posterior, band, weighed, entry, collect: way.collect(clues), close: way.close(clues) }]
}

function standingWord(judged: Judged | undefined, { posterior }: EntryCandidate): Trace['standing'] {
  if (posterior >= established && judged?.direct === true) return 'established'
  return posterior >= likely && judged?.id !== 'unknown' ? 'likely' : 'open'
}

function distinctBy<T>(list: readonly T[], key: (value: T) => string): readonly T[] {
  return [...new Map(list.map(value => [key(value), value])).values()]
}
