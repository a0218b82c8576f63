// What the wire shows of conversations that cannot be read, and of the names that lead to them.
import type { Indicator } from '../intel.ts'
import type { WireRow } from './wire.ts'

/** Sizes are of whole records without their headers, as they lie on the wire; seconds are seconds. */
export interface Rhythm {
  readonly records: number
  readonly seconds: number
  /** Records of the client after the greeting of the protocol inside. */
  readonly asked: number
  /** The sizes that the client uses most, at most three, the one like shares first; each stands for itself and a few bytes around. */
  readonly sizes: readonly number[]
  /** Share of the client's records that are of those sizes. */
  readonly few: number
  /** The size that most of the client's records are answered with, and the share of them that are. */
  readonly reply: number
  readonly replied: number
  /** Records of the server that nobody asked for: how many, their middle size, the share of them around it. */
  readonly pushes: number
  readonly push: number
  readonly pushesAlike: number
  /** Mean seconds between records of the first size, and their standard deviation in means: 0 for a clock, 1 for chance (Poisson). */
  readonly spacing: number
  readonly scatter: number
  /** Share of the client's records that come right upon a push: acknowledgements. */
  readonly acknowledging: number
  /** Share of the pushes that the client answers at once. */
  readonly pushesAnswered: number
  readonly bytesPerMinute: number
}

/** A name that was asked for and is worth telling: it is listed, or is called like a pool. */
export interface SeenName extends WireRow {
  /** A question of the DNS, or the server's name in the greeting of TLS or QUIC. */
  readonly how: 'dns' | 'tls'
  readonly name: string
  /** What the DNS answered. */
  readonly addresses: readonly string[]
  readonly indicator?: Indicator | undefined
  /** Protocols that the client offered inside of TLS. */
  readonly protocols: readonly string[]
  /** Of the greeting of TLS or QUIC. */
  readonly ja4?: string
}

/** What the two sides of TLS showed of themselves before they were encrypted. */
export interface TlsIdentity {
  /** "1.2" */
  readonly version: string
  /** The server's name that the client asked for, or ''. */
  readonly name: string
  /** The greeting is that of a front, the real one is encrypted (ECH). */
  readonly isEncrypted: boolean
  readonly protocols: readonly string[]
  readonly ja3: string
  readonly ja3s: string
  readonly ja4: string
  /** Seen up to TLS 1.2 only. */
  readonly certificate?:
    | { readonly subject: string; readonly issuer: string; readonly selfSigned: boolean; readonly from: string; readonly until: string }
    | undefined
}

/** An encrypted conversation whose rhythm may be that of mining. */
export interface EncryptedShape extends WireRow {
  /** Unknown when its beginning was not captured. */
  readonly tls?: TlsIdentity | undefined
  /** The side that was not captured: its records are known by what the other acknowledged of them. */
  readonly unheard?: 'client' | 'server' | undefined
  readonly rhythm: Rhythm
}

/** Names that carry data, of one domain in one conversation with a resolver. */
export interface NameTunnel extends WireRow {
  readonly domain: string
  readonly queries: number
  /** Bytes within names below the domain, and bytes of answers. */
  readonly sent: number
  readonly received: number
  /** Numbers of record types that were asked for. */
  readonly types: readonly number[]
  readonly seconds: number
  readonly excerpt: string
}

/** Echoes that carry data: what comes back is not what was sent. */
export interface EchoTunnel extends WireRow {
  readonly packets: number
  readonly changed: number
  readonly bytes: number
  readonly excerpt: string
}

/** A sign that a machine hides whom it talks to (Tor) or which names it asks for (a resolver over TLS). */
export interface HiddenPeer extends WireRow {
  readonly means: 'tor' | 'resolver'
  /** What showed it: a name below .onion, the port of Tor's own proxy, a greeting or a certificate as Tor makes them; a resolver's address or name, a question of DNS over HTTPS in clear. */
  readonly sign: 'onion' | 'port' | 'greeting' | 'certificate' | 'address' | 'name' | 'question'
  readonly name: string
}
