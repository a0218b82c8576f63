// Every log of a host as events, with what each kind of record covers and where it fails: in bounded memory, whatever its size.
import type { HostEvent } from '../../core/event.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import { type Home, homesOf } from '../../core/homes.ts'
import type { HostView } from '../../core/host.ts'
import type { Instant } from '../../core/instant.ts'
import type { LogFormat, LogSource } from '../../core/log-format.ts'
import type { Patches } from '../../core/patch.ts'
import type { SourceState } from '../../core/trace.ts'
import { unknownZone, type Zone } from '../../core/zone.ts'
import { type AccessSettings, accessSettings } from './access-settings.ts'
import { claimed } from './beginnings.ts'
import { collectedLogs } from './collected-logs.ts'
import { isSteadyPath } from './damage.ts'
import { findLogs, forgetListings, type LogChain } from './find-logs.ts'
import { type ChainRead, readChain } from './read-chain.ts'
import { type LogSettings, logSettings } from './rotation-rules.ts'
import { stateOf } from './source-state.ts'

export interface ReadOptions {
  /** The host's own; without it times that name none are up to 14 h off. */
  readonly zone?: Zone | undefined
  /** When there are too many events of a source, those nearest to this are kept. */
  readonly around?: Instant | undefined
  /** Files that were written last before this are only looked at for what they cover. */
  readonly from?: Instant | undefined
  /** Only lines that hold one of these. */
  readonly only?: readonly string[] | undefined
  /** The host is a folder of collected logs: files are known by how they begin, and their own times say nothing of who changed them. */
  readonly collected?: boolean | undefined
  /** Events kept of one log with all its rotations; all others are counted. */
  readonly mostEvents?: number | undefined
  /** By what requests are known as attacks; without them only what a format itself knows is. */
  readonly patches?: Patches | undefined
}

export interface LogsRead {
  /** Oldest first. */
  readonly events: readonly HostEvent[]
  /** One row for each kind of record that was asked for. */
  readonly sources: readonly SourceState[]
  readonly gaps: readonly Gap[]
}

export function readLogs(host: HostView, formats: readonly LogFormat[], options: ReadOptions = {}): LogsRead {
  const homes = homesOf(host)
  const settings = logSettings(host)
  const events: HostEvent[] = []
  const gaps: Gap[] = []
  const bySource = new Map<LogSource, ChainRead[]>()
  const settled = { ...options, zone: options.zone ?? unknownZone, mostEvents: options.mostEvents ?? 20_000 }
  const access = accessSettings(host, options.collected)
  const collected = options.collected === true ? collectedLogs(host, formats, access) : undefined
  gaps.push(...(collected?.gaps ?? []))
  const chains =
    collected?.chains ??
    claimed(
      host.files,
      formats.flatMap(format => placedLogs(host, format, homes, access)),
    )
  for (const format of formats) {
    const list = bySource.get(format.source) ?? []
    bySource.set(format.source, list)
    const found = chains.filter(chain => chain.format === format)
    for (const chain of [...found, ...(collected === undefined ? missingLogs(host, format, settings) : [])]) {
      const read = readChain(host, chain, settled)
      list.push(read)
      for (const event of read.events) events.push(event)
      gaps.push(...read.gaps)
    }
  }
  forgetListings(host.files)
  const all = [...bySource.values()].flat()
  const sources = [...bySource].map(([source, chains]) =>
    stateOf(host, source, chains, all, { ...settings, collected: options.collected === true }),
  )
  for (const { more } of sources) events.push(...more)
  return {
    events: inOrder(events),
    sources: withStandIns(
      sources.map(({ state }) => state),
      events,
    ),
    gaps,
  }
}

/** Access logs also lie where the configuration of a server says. */
function placedLogs(host: HostView, format: LogFormat, homes: readonly Home[], access: AccessSettings): readonly LogChain[] {
  if (format.source !== 'web-access') return findLogs(host, format, homes)
  return findLogs(host, format, homes, access.paths).map(chain => ({ ...chain, layouts: access.of(chain.path) }))
}

/** Logs that the host is told to write at all hours, and of which not even an old file is left. */
function missingLogs({ files }: HostView, format: LogFormat, settings: LogSettings): readonly LogChain[] {
  return format.paths
    .filter(path => isSteadyPath(path) && settings.isWritten(path) && isGap(files.lstat(path)) && isGap(files.lstat(`${path}.1`)))
    .map(path => ({ format, path, user: '', files: [], gaps: [], toNull: false }))
}

/** Where these have no file of their own, the general log holds their messages, and is the witness for them too. */
const inSyslog: readonly LogSource[] = ['cron', 'kernel', 'mail']

function withStandIns(states: readonly SourceState[], events: readonly HostEvent[]): readonly SourceState[] {
  const general = states.find(({ source, state }) => source === 'syslog' && state !== 'absent')
  if (general === undefined) return states
  const logins = events.some(({ source, program }) => source === 'syslog' && program?.startsWith('sshd') === true)
  return states.map(state =>
    state.state === 'absent' && (inSyslog.includes(state.source) || (state.source === 'auth' && logins))
      ? { ...general, source: state.source, events: 0 }
      : state,
  )
}

/** Stable: what happened within one moment stays in the order of its file. */
function inOrder(events: HostEvent[]): readonly HostEvent[] {
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
