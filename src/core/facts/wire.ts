// What was seen on the wire: conversations worth telling, and what was said in them.
import type { EntityId } from '../entity.ts'
import type { Instant } from '../instant.ts'
import type { Indicator } from '../intel.ts'

export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** How every row of the wire begins: `...wireRow(flow)` fills it. */
export interface WireRow {
  /** `connection:tcp/CLIENT:PORT-SERVER:PORT`, as a host names its own sockets when it is the client. */
  readonly conversation: EntityId<'connection'>
  readonly client: Endpoint
  readonly server: Endpoint
  /** Carriers around it, outermost first. */
  readonly via: readonly string[]
  /** "mining.pcapng#17": the capture and the frame that showed it first. */
  readonly frame: string
  readonly at: Instant
}

/** A conversation of miner and pool. */
export interface Stratum extends WireRow {
  /** "cryptonote", "stratum-1", "zec", "ethproxy", "ethereumstratum-1", "ethereumstratum-2", "kawpow", "kaspa", "getwork", "getblocktemplate", "stratum-2" … */
  readonly dialect: string
  /** Ticker, when the dialect, the algorithm or the wallet says so. */
  readonly coin?: string | undefined
  /** Addresses whose own checksum agrees. */
  readonly wallets: readonly string[]
  /** Login as sent: wallet, account or worker name. */
  readonly login: string
  readonly worker: string
  readonly agent: string
  readonly algorithms: readonly string[]
  /** Hashes per share, of the last job. */
  readonly difficulty?: number | undefined
  readonly jobs: number
  readonly submitted: number
  readonly accepted: number
  readonly rejected: number
  /** When something was last said. */
  readonly last: Instant
  /** The lines that show it best, as they stood on the wire, at most 400 characters each: login, job, submit. */
  readonly lines: readonly string[]
}

/** A conversation with somebody who is listed. */
export interface ListedConversation extends WireRow {
  readonly transport: 'tcp' | 'udp' | 'icmp'
  /** The dissector that understood it, or ''. */
  readonly protocol: string
  readonly indicator: Indicator
  /** The server said something. */
  readonly answered: boolean
  readonly packets: number
  readonly bytes: number
  readonly seconds: number
}

/** Kinds of rows that come from the wire. */
export interface WireRows {
  conversations: ListedConversation
  stratum: Stratum
}

export const wireKinds: Readonly<Record<keyof WireRows, true>> = {
  conversations: true,
  stratum: true,
}
