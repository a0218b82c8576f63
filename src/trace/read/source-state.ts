// What a kind of record can tell of a host: its span, its holes, and whether they were made.
import { eventId, type HostEvent } from '../../core/event.ts'
import type { HostView } from '../../core/host.ts'
import { type Instant, instantOf } from '../../core/instant.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { SourceState, Witness } from '../../core/trace.ts'
import { type Damage, damageOf, isSteady } from './damage.ts'
import { journalHoles } from './journal-sequence.ts'
import type { ChainRead, FileRead } from './read-chain.ts'
import type { LogSettings } from './rotation-rules.ts'

export interface SourceRead {
  readonly state: SourceState
  /** Events of the logs themselves: gaps. */
  readonly more: readonly HostEvent[]
}

const mostHoles = 40
/** Clocks are set, and machines are started, within this of a jump in time. */
const near = 600_000

export function stateOf(
  host: HostView,
  source: LogSource,
  chains: readonly ChainRead[],
  all: readonly ChainRead[],
  settings: LogSettings,
): SourceRead {
  const files = chains.flatMap(chain => chain.files)
  const peers = all.filter(isSteady)
  const read = files.map(({ file }) => file.path)
  const deleted = source === 'journal' ? journalHoles(host.files, read) : []
  const boots = all.flatMap(({ events }) => events.filter(({ verb }) => verb === 'boot').map(({ at }) => Date.parse(at)))
  const damage = [
    ...chains.flatMap(chain => [...damageOf(host, chain, peers, settings, boots)]).filter(one => !isExplained(one, all)),
    ...deleted,
  ]
  const first = Math.min(...files.map(file => file.first ?? Number.POSITIVE_INFINITY))
  const last = Math.max(...files.map(file => file.last ?? Number.NEGATIVE_INFINITY))
  const sum = (of: (file: FileRead) => number): number => files.reduce((n, file) => n + of(file), 0)
  const holes = damage.flatMap(({ span, why, kind, wiped }) => {
    const from = span && instantOf(span.from)
    const to = span && instantOf(span.to)
    return from === undefined || to === undefined || kind === 'disordered' ? [] : [{ from, to, why, ...(wiped ? { wiped } : {}) }]
  })
  return {
    state: {
      source,
      state: witnessOf(files, chains, damage),
      paths: [...read, ...chains.filter(({ chain }) => chain.toNull).map(({ chain }) => chain.path)],
      from: instantOf(first),
      to: instantOf(last),
      holes: holes.slice(0, mostHoles),
      lines: sum(file => file.lines),
      bytes: sum(file => file.bytes),
      events: sum(file => file.told),
    },
    more: damage.slice(0, mostHoles).flatMap(one => eventOf(host, source, one) ?? []),
  }
}

/** Wiped when nothing is left of it, or when what is left begins where somebody's hand ended. */
function witnessOf(files: readonly FileRead[], chains: readonly ChainRead[], damage: readonly Damage[]): Witness {
  const wiped = damage.filter(one => one.wiped)
  const readable = files.filter(file => !file.unreadable)
  const filled = readable.filter(file => file.bytes > 0)
  if (filled.length === 0 && wiped.length > 0) return 'wiped'
  if (chains.length === 0) return 'absent'
  // An empty log may be one that nobody writes to: it cannot say that nothing happened.
  if (filled.length === 0 && readable.length > 0) return 'absent'
  if (readable.length === 0) return files.length === 0 && chains.every(({ chain }) => chain.gaps.length === 0) ? 'absent' : 'unreadable'
  const first = Math.min(...filled.map(file => file.first ?? Number.POSITIVE_INFINITY))
  if (wiped.some(({ kind, span }) => kind === 'missing' || kind === 'to-null' || (span !== undefined && span.to <= first + near)))
    return 'wiped'
  return damage.some(one => one.kind !== 'disordered') || readable.length < files.length ? 'partly' : 'kept'
}

/** A start of the machine, or a clock that was set, is why a log is silent or goes backwards; its record tells so. */
function isExplained({ kind, span, wiped }: Damage, all: readonly ChainRead[]): boolean {
  if (span === undefined || wiped || (kind !== 'silent' && kind !== 'disordered')) return false
  const around = kind === 'silent' ? [span.to] : [span.from, span.to]
  return all.some(({ events }) =>
    events.some(event => {
      if (event.verb !== 'boot' && event.verb !== 'clock') return false
      const at = Date.parse(event.at)
      return around.some(time => Math.abs(at - time) < near)
    }),
  )
}

function eventOf(host: HostView, source: LogSource, { kind, path, why, span, doneAt }: Damage): HostEvent | undefined {
  const done = doneAt === undefined || Number.isNaN(doneAt) ? undefined : instantOf(doneAt)
  const at: Instant | undefined = done ?? (span && instantOf(span.to))
  if (at === undefined) return undefined
  const until = kind === 'disordered' ? undefined : span && done === undefined ? instantOf(span.to) : undefined
  const excerpt = why.en.slice(0, 500)
  const spread = done !== undefined || span === undefined ? 1 : Math.ceil((span.to - span.from) / 1000)
  return {
    id: eventId(host.name, path, 'log-gap', excerpt),
    host: host.name,
    at,
    spread,
    clock: done === undefined ? 'local' : 'kernel',
    trust: done === undefined ? 'service' : 'kernel',
    verb: 'log-gap',
    source,
    locator: path,
    excerpt,
    method: kind,
    path: path.replace(/[@#].*$/, ''),
    count: 1,
    ...(until === undefined ? {} : { until }),
    entities: [],
  }
}
