// What a kind of record can tell of a host: its span, its holes, and whether they were made.
import type { HostEvent } from '../../core/event.ts'
import type { HostView } from '../../core/host.ts'
import { instantOf } from '../../core/instant.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { SourceState, Witness } from '../../core/trace.ts'
import { journalHoles } from './journal-sequence.ts'
import type { ChainOptions, ChainRead } from './read-chain.ts'

export interface SourceRead {
  readonly state: SourceState
  /** Events of the logs themselves: gaps. */
  readonly more: readonly HostEvent[]
}

export function stateOf(host: HostView, source: LogSource, chains: readonly ChainRead[], _options: ChainOptions): SourceRead {
  const files = chains.flatMap(chain => chain.files)
  const first = Math.min(...files.map(file => file.first ?? Number.POSITIVE_INFINITY))
  const last = Math.max(...files.map(file => file.last ?? Number.NEGATIVE_INFINITY))
  const sum = (of: (file: (typeof files)[number]) => number): number => files.reduce((n, file) => n + of(file), 0)
  const broken = files.filter(file => file.unreadable).length
  const none: Witness = chains.length === 0 ? 'absent' : 'unreadable'
  const paths = files.map(({ file }) => file.path)
  const holes = source === 'journal' ? journalHoles(host.files, paths) : []
  const state: Witness = broken === files.length ? none : broken > 0 || holes.length > 0 ? 'partly' : 'kept'
  return {
    state: {
      source,
      state,
      paths,
      from: instantOf(first),
      to: instantOf(last),
      holes,
      lines: sum(file => file.lines),
      bytes: sum(file => file.bytes),
      events: sum(file => file.told),
    },
    more: [],
  }
}
