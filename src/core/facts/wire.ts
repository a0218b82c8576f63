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

/** A conversation of miner and pool, or of a miner and a node. */
export interface Stratum extends WireRow {
  /** One of parse/protocols/mining-message.ts: "cryptonote", "stratum-1", "zec", "ethproxy", … ; "stratum-2-noise" when it is encrypted and known by its handshake alone. */
  readonly dialect: string
  /** Ticker, when the job, the wallet, the algorithm or the dialect says so. */
  readonly coin?: string | undefined
  /** The pool by the name the miner called it, with its port where that was said: from SOCKS, CONNECT, WebSocket, HTTP or the dialect itself. */
  readonly pool: string
  /** Addresses whose own checksum agrees; of logins also Ethereum's in lower case, which have none. */
  readonly wallets: readonly string[]
  /** Login as sent: wallet, account or worker name. */
  readonly login: string
  readonly password: string
  readonly worker: string
  readonly agent: string
  readonly algorithms: readonly string[]
  /** Different logins on this connection: several behind one proxy. */
  readonly miners: number
  /** Expected hashes per share, of the last job. */
  readonly difficulty?: number | undefined
  /** Hashes per second: what the accepted shares stand for, over the time they took. */
  readonly hashrate?: number | undefined
  /** Hashes per second, as the miner says itself. */
  readonly claimed?: number | undefined
  readonly jobs: number
  readonly submitted: number
  readonly accepted: number
  readonly rejected: number
  /** Methods of mining that were called, each once. */
  readonly verbs: readonly string[]
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

/** Nodes of a coin among themselves. */
export interface CoinNode extends WireRow {
  /** Ticker, or ''. */
  readonly coin: string
  /** As the node names itself: "/Satoshi:27.0.0/". */
  readonly agent: string
}

/** Kinds of rows that come from the wire. */
export interface WireRows {
  coinNodes: CoinNode
  conversations: ListedConversation
  stratum: Stratum
}

export const wireKinds: Readonly<Record<keyof WireRows, true>> = {
  coinNodes: true,
  conversations: true,
  stratum: true,
}
