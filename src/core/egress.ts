// Whom a machine talks to: what was learned of its outgoing connections, and the list of what it is to be allowed.
import type { Instant } from './instant.ts'
import type { Text } from './text.ts'

/** One program's conversations with one peer. */
export interface EgressPeer {
  /** Name of the program, '' where it is not known (captures). */
  readonly process: string
  /** By what name it was called: in TLS, in HTTP, or in the DNS answer that led to it; '' when none was seen. */
  readonly name: string
  readonly address: string
  readonly transport: 'tcp' | 'udp'
  readonly port: number
  readonly conversations: number
  readonly bytes: number
  readonly first: Instant
  readonly last: Instant
}

/** What is kept between `learn` and `propose`. */
export interface EgressBook {
  readonly schema: 'davylamp.egress.1'
  /** What was looked at, oldest first. */
  readonly sources: readonly { readonly source: string; readonly at: Instant; readonly conversations: number }[]
  readonly peers: readonly EgressPeer[]
  /** Peers that were too many to be kept. */
  readonly dropped: number
}

/** What a peer is to the machine. */
export interface Service {
  readonly id: string
  readonly text: Text
  /** Known by its name, its address or the trade of its port: to be allowed although no name was seen. */
  readonly isExplained: boolean
}

export interface EgressRule {
  /** "deb.debian.org", "*.example.com" (names below it, not itself), "192.0.2.1". */
  readonly to: string
  /** "tcp/443" */
  readonly services: readonly string[]
  readonly what: Service
  readonly processes: readonly string[]
  readonly conversations: number
}

export type Refusal = 'listed' | 'pool-like' | 'nameless' | 'unlisted'

/** A peer that the list does not allow. */
export interface EgressRefusal {
  readonly peer: EgressPeer
  readonly why: Refusal
  /** The indicator, where one is the reason. */
  readonly source: string
}

export interface EgressList {
  readonly schema: 'davylamp.egress-list.1'
  readonly made: Instant
  /** Names, "*.names" and addresses that the owner lets pass whatever is thought of them. */
  readonly wanted: readonly string[]
  readonly rules: readonly EgressRule[]
}
