// What was seen on the wire: conversations worth telling, and what was said in them.
import type { EntityId } from '../entity.ts'
import type { Instant } from '../instant.ts'
import type { Indicator } from '../intel.ts'
import type { Text } from '../text.ts'
import type { EchoTunnel, EncryptedShape, HiddenPeer, NameTunnel, SeenName } from './wire-encrypted.ts'

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
  /** One side said both parts, or stood them between other words: a log or a document that somebody shows, no conversation. */
  readonly isRecited: boolean
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

/** What the DNS told anybody: kept so that whoever turns out to matter has a name. Of very many the oldest are let go. */
export interface AnsweredName extends WireRow {
  readonly name: string
  readonly addresses: readonly string[]
}

/** Nodes of a coin among themselves. */
export interface CoinNode extends WireRow {
  /** Ticker, or ''. */
  readonly coin: string
  /** As the node names itself: "/Satoshi:27.0.0/". */
  readonly agent: string
}

/** An attempt to exploit something, by one virtual patch. */
export interface Exploit extends WireRow {
  /** The id of the patch, and what it says of itself. */
  readonly patch: string
  readonly cve: readonly string[]
  readonly product: string
  readonly protocol: string
  readonly confidence: 'loose' | 'medium' | 'strict'
  readonly techniques: readonly string[]
  readonly says: Text
  /** Whom it was meant for, as the attacker called it: "POST http://host/path", a database, … */
  readonly target: string
  /** The piece of the message that shows it, at most 400 characters, as it stood on the wire. */
  readonly excerpt: string
  /** What the victim answered, at most 200 characters: a status line, a piece of output; '' when nothing was seen. */
  readonly answer: string
  /** The answer shows success, or shows none; undefined: it does not tell. */
  readonly succeeded?: boolean | undefined
  /** Where the payload sends the victim: URLs and "host:port", as far as they can be read in it. */
  readonly calls: readonly string[]
}

/** What a machine that serves the web itself went to fetch or to speak to: innocent alone. */
export interface ServerCall extends WireRow {
  readonly transport: 'tcp' | 'udp' | 'icmp'
  readonly protocol: string
  readonly answered: boolean
}

/** How logins of one conversation went. */
export interface LoginTries extends WireRow {
  /** "ssh", "ftp", "redis", "postgresql", "mysql", … */
  readonly service: string
  /** As the client called himself, where it is said in clear; at most 8. */
  readonly users: readonly string[]
  readonly refused: number
  readonly accepted: boolean
}

/** Somebody who asked at many doors: one port of many machines, or many ports of one. The conversation is the first of them. */
export interface Scan extends WireRow {
  readonly shape: 'horizontal' | 'vertical'
  /** The ports asked for, at most 64. */
  readonly ports: readonly number[]
  readonly hosts: number
  /** How many doors were asked at, and how many opened. */
  readonly doors: number
  readonly opened: number
  readonly last: Instant
}

/** A program, a script, an archive or a miner's configuration that went over the wire. */
export interface Download extends WireRow {
  /** "http://host/path", "smb://host/share/path", "tcp://host:port" and "tftp://host" where nobody names it. */
  readonly url: string
  readonly agent: string
  /** Who got it. */
  readonly receiver: string
  readonly kind: 'elf' | 'pe' | 'script' | 'archive' | 'configuration'
  /** Bytes that were seen; `whole`: all there were. */
  readonly size: number
  readonly whole: boolean
  /** Of the bytes that were seen. */
  readonly sha256: string
  /** Digests that are similar for similar files, of all bytes; only of what is suspect. */
  readonly tlsh?: string
  readonly ssdeep?: string
  /** Bits per byte, 0–8. */
  readonly entropy: number
  readonly packer: string
  /** What in it speaks for a miner, at most 8 pieces. */
  readonly miner: readonly string[]
}

/** A machine that came to the same server again and again, evenly. The conversation is the first of them. */
export interface Beacon extends WireRow {
  readonly protocol: string
  readonly visits: number
  /** Seconds between two visits, the median. */
  readonly interval: number
  /** From the first visit to the last. */
  readonly seconds: number
  /** That the client sent at a visit, the median. */
  readonly bytes: number
  /** 0–1: how even intervals and sizes are. */
  readonly score: number
}

/** One machine that was let in at many others by one service. The conversation is its first. */
export interface RemoteServices extends WireRow {
  /** "ssh", "smb", "rdp", "winrm", "redis", "docker", "kubelet", "telnet" */
  readonly service: string
  /** Those first reached within one hour, in their order, at most 64; `reached`: how many they are. */
  readonly hosts: readonly string[]
  readonly reached: number
  /** With all machines, at any time. */
  readonly sessions: number
  /** Of `reached`: visited again later. */
  readonly habitual: number
  /** From the first of `hosts` to the last. */
  readonly seconds: number
}

/** What somebody wrote into the capture: about a frame, or about the capture itself. */
export interface Remark {
  /** "mining.pcapng#17", or "mining.pcapng". */
  readonly frame: string
  /** Of the frame. */
  readonly conversation?: EntityId<'connection'> | undefined
  readonly at: Instant
  /** Lossless, at most 500 characters. */
  readonly text: string
}

/** Kinds of rows that come from the wire. */
export interface WireRows {
  answers: AnsweredName
  beacons: Beacon
  coinNodes: CoinNode
  conversations: ListedConversation
  echoTunnels: EchoTunnel
  encryptedShapes: EncryptedShape
  downloads: Download
  exploits: Exploit
  hiddenPeers: HiddenPeer
  loginTries: LoginTries
  remarks: Remark
  remoteServices: RemoteServices
  scans: Scan
  serverCalls: ServerCall
  names: SeenName
  nameTunnels: NameTunnel
  stratum: Stratum
}

export const wireKinds: Readonly<Record<keyof WireRows, true>> = {
  answers: true,
  beacons: true,
  coinNodes: true,
  conversations: true,
  echoTunnels: true,
  encryptedShapes: true,
  downloads: true,
  exploits: true,
  hiddenPeers: true,
  loginTries: true,
  remarks: true,
  remoteServices: true,
  scans: true,
  serverCalls: true,
  names: true,
  nameTunnels: true,
  stratum: true,
}
