// The contract of src/wire/dissectors: who understands a protocol on the wire says how it begins, follows one conversation, and emits rows of facts.
import type { EntityId } from './entity.ts'
import type { Endpoint, WireRows } from './facts/wire.ts'
import type { GapReason } from './gap.ts'
import type { Instant } from './instant.ts'
import type { Intel, PacketIntel } from './intel.ts'
import type { About } from './module.ts'
import type { Patches } from './patch.ts'

/** Who sent it: 0 the client (who opened the connection, as far as can be told), 1 the server. */
export type Side = 0 | 1

/** Whether the bytes begin this protocol: yes, no, or more of them are needed to tell. */
export type Match = 'yes' | 'no' | 'more'

export interface Dissector extends About {
  readonly over: 'tcp' | 'udp' | 'icmp'
  /** Every byte the protocol may begin with, from either side, as Latin-1 characters; absent: any byte. Keeps forty dissectors from costing forty calls. */
  readonly starts?: string
  /** It opens with lines of text that anybody can say: a segment of JSON after them shows that they were feigned. */
  readonly opensWithLines?: true
  /** Only on these ports of either side: for protocols whose bytes say too little. */
  readonly ports?: readonly number[]
  /**
   * Looks at the first bytes that `from` sent, `bytes[start, end)`. Asked again for the next few segments, for a capture may begin in the middle.
   * Cheap, and false for everything else: most of what is asked is something else.
   */
  probe(bytes: Uint8Array, start: number, end: number, from: Side, flow: Flow): Match
  /** Called once `probe` has said yes; the bytes it saw come first. */
  open(flow: Flow): Conversation
}

/** What follows one conversation from then on. The bytes are valid only during the call: copy what must be kept, and bound what is kept. */
export interface Conversation {
  /** The next bytes of that side in their order (a stream), or one whole datagram; `at` in microseconds since 1970. False: nothing more is wanted of this conversation. */
  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean
  /** So many bytes of that side were not captured; what follows comes after them. */
  lost?(from: Side, count: number): void
  /** That side was not captured at all; the other has acknowledged so many bytes of it. False: nothing more is wanted. */
  acknowledged?(from: Side, count: number, at: number): boolean
  /** The conversation is over, or is given up. Not called after `data` said false. */
  end?(): void
}

/** The connection a conversation belongs to, and where its rows go. */
export interface Flow {
  readonly id: EntityId<'connection'>
  readonly transport: 'tcp' | 'udp' | 'icmp'
  readonly client: Endpoint
  readonly server: Endpoint
  /** The ports alone: names of both ends are made when they are first read, which most conversations never need. */
  readonly clientPort: number
  readonly serverPort: number
  /** The beginning was not captured. */
  readonly midstream: boolean
  /** Carriers around it, outermost first: "socks5", "websocket". */
  readonly via: readonly string[]
  /** "mining.pcapng#17": the capture, and the frame that is being looked at, counted from 1 as others do. */
  readonly frame: string
  /** The time of that frame. */
  readonly now: Instant
  /**
   * Client and server are the other way round than was thought (known only inside the protocol, in captures that begin in the middle). Names are right
   * from then on; who spoke is told to this conversation as before, to its end.
   */
  turn(): void
  /** A row of facts; `key` (default: none) lets a later, fuller row of this flow replace it. */
  emit<K extends keyof WireRows>(kind: K, row: WireRows[K], key?: string): void
  /** A row that matters only beside others, and of which there are very many: the latest are kept, and made when all is read. */
  note<K extends keyof WireRows>(kind: K, make: () => WireRows[K]): void
  /** What rows begin with, to be kept past the call: small as long as nobody reads it. */
  tag(): FlowTag
  /** Pools, proxies and malware hosts, asked by bytes: what is listed is worth telling, what is not mostly is none. */
  readonly intel: PacketIntel
  /** Virtual patches: how attacks look in the messages of a protocol. */
  readonly patches: Patches
  /** A body carved out of the conversation, to be written away when the user asked for it; its digest names it in rows. */
  keep(sha256: string, body: Uint8Array): void
  /**
   * Something of this conversation could not be looked into: a short phrase without data of strangers, the same for all of its kind. 'unsupported'
   * is a limit of what can be seen (encrypted, a version nobody knows), everything else makes a clean capture an incomplete one.
   */
  gap(why: GapReason, detail: string): void
  /** What `via` carries inside, of any protocol: give it the bytes of both sides as they come. */
  inner(carrier: string, caller?: Caller): Conversation
  /** As whom the carrier lets the client call. */
  readonly caller?: Caller | undefined
}

/** What a carrier says of its client: the program and the login of an HTTP request; '' where it says none. */
export interface Caller {
  readonly agent: string
  readonly login: string
}

/** What rows about a flow begin with. */
export type FlowTag = Pick<Flow, 'id' | 'client' | 'server' | 'via' | 'frame' | 'now'>

/** Tags of flows by number: however many are kept, they are no work for the garbage collector. */
export interface TagTable {
  /** Keeps that of the flow that is being shown. */
  keep(number: number): void
  tag(number: number): FlowTag
}

/** One flow that is over, by its shape alone. Valid only during the call. */
export interface FlowShape extends FlowTag, Pick<Flow, 'transport' | 'clientPort' | 'serverPort' | 'midstream' | 'tag'> {
  /** A table for the tags of so many flows. */
  tags(capacity: number): TagTable
  /** The dissector that took it, or ''. */
  readonly protocol: string
  /** Numbers that are the same for the same address: keys for counting without text. */
  readonly clientKey: number
  readonly serverKey: number
  /** 4 or 16 bytes, valid until the next flow. */
  readonly serverAddress: Uint8Array
  /** Microseconds since 1970. */
  readonly first: number
  readonly last: number
  /** Packets and bytes on the wire, by side. */
  readonly packets: readonly [number, number]
  readonly bytes: readonly [number, number]
  /** TCP: the client asked, the server answered, somebody hung up orderly or at once. */
  readonly asked: boolean
  readonly answered: boolean
  readonly finished: boolean
  readonly reset: boolean
  /** The first packets with payload: their size (negative when the server sent it) and microseconds since `first`. */
  readonly count: number
  readonly sizes: Int32Array
  readonly times: Float64Array
}

/** The contract of src/wire/watchers: who looks at the shapes of all flows, whatever they say (scans, brute force, beacons). Keep bounded tables only. */
export interface FlowWatcher extends About {
  open(emit: Flow['emit'], intel: Intel): FlowWatch
}

export interface FlowWatch {
  /** Called when a flow ends, is forgotten, or the capture ends. */
  flow(shape: FlowShape): void
  /** The capture is over: what was counted becomes rows. */
  end(): void
}
