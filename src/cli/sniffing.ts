// What the thread that takes packets and the one that judges them say to each other.
import type { Socket } from '../core/facts/network.ts'
import type { Gap } from '../core/gap.ts'
import type { RingCounters } from '../host/packet-ring.ts'
import type { RowsByKind } from '../wire/rows.ts'
import type { Tally } from '../wire/tally.ts'

export interface SniffTask {
  /** '' for all interfaces. */
  readonly device: string
  readonly leftOut: readonly Pick<Socket, 'local' | 'remote'>[]
  readonly write?: string | undefined
  readonly extract?: string | undefined
  readonly state: string
  /** Not 0: come to an end. */
  readonly stop: Int32Array<SharedArrayBuffer>
}

export interface Sight {
  /** Only when rows have come since the last time. */
  readonly rows?: RowsByKind
  readonly tally: Tally
  readonly counters: RingCounters
}

export type FromSniffer =
  | { readonly what: 'ready' }
  | ({ readonly what: 'seen' } & Sight)
  | ({ readonly what: 'done'; readonly rows: RowsByKind; readonly gaps: readonly Gap[] } & Sight)
  | { readonly what: 'refused'; readonly sentence: string }

/** Whom connections belong to: comments for the packets written from then on. */
export type ToSniffer = readonly (readonly [conversation: string, holder: string])[]
