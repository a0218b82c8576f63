// What is known of how an intruder got in: sources and their holes, the timeline, the moments, the ranked ways in, and what follows from them.
import type { EntityId, EntityKind } from './entity.ts'
import type { HostEvent } from './event.ts'
import type { Gap } from './gap.ts'
import type { Instant } from './instant.ts'
import type { LogSource } from './log-format.ts'
import type { About } from './module.ts'
import type { Deadline } from './plan.ts'
import type { Some } from './some.ts'
import type { Text } from './text.ts'

/**
 * Whether a kind of record could tell something of a span of time. kept: it was read and covers the span · partly · rotated: it begins only later, as it does when old
 * files are thrown away in their turn · wiped: somebody emptied, cut or removed it · absent: there is none, and nothing says that there should be · unreadable.
 */
export type Witness = 'kept' | 'partly' | 'rotated' | 'wiped' | 'absent' | 'unreadable'

export interface SourceState {
  readonly source: LogSource
  readonly state: Witness
  readonly paths: readonly string[]
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  /** Spans without records where records are usual, and what was found about them. */
  readonly holes: readonly {
    readonly from: Instant
    readonly to: Instant
    readonly why: Text /** Somebody made it. */
    readonly wiped?: boolean | undefined
  }[]
  readonly lines: number
  readonly bytes: number
  readonly events: number
}

/** One of the three moments: when it happened, when it was noticed, when something was done about it. */
export interface Moment {
  readonly at: Instant
  /** Seconds either way. */
  readonly spread: number
  readonly text: Text
  /** Event ids. */
  readonly events: Some<string>
}

/** One observation that was weighed. Weights are natural logarithms of likelihood ratios: +2.3 makes it ten times as likely against the rest. */
export interface Weighed {
  /** Id of the observation within its hypothesis. */
  readonly id: string
  readonly kind: 'for' | 'against' | 'missing'
  readonly weight: number
  readonly text: Text
  /** Event ids, and finding ids where the scan itself is the witness. */
  readonly events: readonly string[]
}

export interface EntryCandidate {
  /** Id of the hypothesis: "ssh-brute-force", "redis", "unknown". */
  readonly id: string
  readonly title: Text
  readonly techniques: readonly string[]
  /** 0–1. All candidates add up to 1. */
  readonly posterior: number
  /** Within which the posterior stays when every weight and prior is off by its stated doubt. */
  readonly band: readonly [low: number, high: number]
  readonly weighed: readonly Weighed[]
  /** When they came in, from where and as whom: only where events say so. */
  readonly entry?:
    | {
        readonly at: Instant
        readonly spread: number
        readonly address?: string | undefined
        readonly user?: string | undefined
        /** The request, command or login that did it. */
        readonly by?: string | undefined
        readonly events: Some<string>
      }
    | undefined
  /** What would decide between this and the others. */
  readonly collect: readonly Text[]
  /** What closes this way in; done by a person or by harden. */
  readonly close: readonly Closing[]
}

/** One thing to close, for the list that is handed to harden. */
export interface Closing {
  /** Stable id such as "ssh-no-passwords". */
  readonly id: string
  readonly title: Text
  readonly targets: readonly EntityId[]
  readonly by: Deadline
  readonly command?: string | undefined
}

/** A step from one host to another, outwards or inwards. */
export interface Passage {
  readonly from: string
  readonly to: string
  readonly how: 'ssh' | 'scan' | 'redis' | 'docker' | 'other'
  readonly user?: string | undefined
  readonly at?: Instant | undefined
  /** seen: a login or connection is on record · possible: keys, known hosts and histories make it possible. */
  readonly sure: 'seen' | 'possible'
  readonly events: readonly string[]
}

export interface GraphNode {
  readonly id: string
  readonly kind: EntityKind | 'attacker' | 'service'
  readonly label: string
  readonly at?: Instant | undefined
  /** Which column of the story: 0 the outside, then entry, foothold, persistence, mining, spread. */
  readonly rank: number
  readonly techniques: readonly string[]
  readonly entity?: EntityId | undefined
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly label: Text
  readonly at?: Instant | undefined
  readonly techniques: readonly string[]
  /** Event and finding ids. */
  readonly because: readonly string[]
}

/** Small: only what explains the way from outside to the miner and on. */
export interface AttackGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Things left out because they explain nothing more. */
  readonly pruned: number
}

export interface Trace {
  readonly schema: 'davylamp.trace.1'
  /** "T-…" */
  readonly id: string
  readonly host: string
  /** The host's own addresses, as far as they are known: by these other hosts speak of it. */
  readonly addresses?: readonly string[] | undefined
  readonly incident: string
  /** The moment of looking: the scan's, not the clock's when a case is traced again. */
  readonly at: Instant
  readonly zone: string
  readonly sources: readonly SourceState[]
  /** The earliest trace of the miner that can be believed. */
  readonly anchor?: Moment | undefined
  readonly moments: {
    readonly occurrence?: Moment | undefined
    readonly discovery?: Moment | undefined
    readonly handling?: Moment | undefined
  }
  /** Oldest first: what explains, not all that was read. */
  readonly timeline: readonly HostEvent[]
  readonly eventsRead: number
  /** Likeliest first, "unknown" among them; the posteriors add up to 1. */
  readonly candidates: Some<EntryCandidate>
  /** established: ≥ 0.9 and a direct witness · likely: ≥ 0.6 · open. */
  readonly standing: 'established' | 'likely' | 'open'
  readonly passages: readonly Passage[]
  /** What the malware could read, by kind, most urgent first. */
  readonly reach: readonly { readonly what: Text; readonly paths: readonly string[]; readonly by: Deadline }[]
  readonly closing: readonly Closing[]
  readonly collectNext: readonly Text[]
  readonly graph: AttackGraph
  readonly gaps: readonly Gap[]
}

/** What a hypothesis may look at. */
export interface Clues {
  readonly host: string
  readonly events: readonly HostEvent[]
  /** The span in which the entry must have happened: from the earliest believable limit to the anchor. */
  readonly window: { readonly from: Instant; readonly to: Instant }
  readonly anchor?: Moment | undefined
  witness(source: LogSource): Witness
  /** 0–1: how seldom events of this shape were on this host before the window opened; 1 when never. */
  rarity(event: HostEvent): number
  /** Facts of the scan that bear on it: services that listen, packages, settings, accounts. */
  readonly standing: StandingClues
}

/** What stands on the host, whether or not any log tells of it. */
export interface StandingClues {
  /** The host itself was looked at: what is not listed here is not there. Otherwise only its logs were given, and nothing follows from what is missing. */
  readonly looked: boolean
  /** "redis", "sshd", "nginx", "dockerd", "postgres" …: installed or running, with the addresses they listen on ('' when not known). */
  readonly services: readonly {
    readonly name: string
    readonly listens: readonly string[]
    readonly version?: string | undefined
    readonly path?: string | undefined
  }[]
  /** Ids of detectors that found something, with their finding ids. */
  readonly findings: ReadonlyMap<string, readonly string[]>
  /** What the live miner's own environment and ancestry say: "SSH_CONNECTION=…", "cgroup=…", "loginuid=…", "parent=…". */
  readonly causal: readonly {
    readonly key: string
    readonly value: string
    readonly entity: EntityId
    readonly events: readonly string[]
  }[]
  /** Settings that bear on it: "sshd.permitrootlogin=yes", "redis.requirepass=", in lower case. */
  readonly settings: readonly string[]
  /** What the malware left behind says of the way it came, by a word of its own: "redis-dump", "key-comment", "url" …, with the findings. */
  readonly remains: readonly {
    readonly key: string
    readonly value: string
    readonly entity?: EntityId | undefined
    readonly findings: readonly string[]
  }[]
  /** Account that owns the earliest artefacts. */
  readonly owners: readonly string[]
  /** Where the artefacts lie, for "below which application". */
  readonly places: readonly string[]
}

/** One way in, judged by its observations. */
export interface Hypothesis extends About {
  readonly title: Text
  observe(clues: Clues): Iterable<Observation>
  entry?(clues: Clues, seen: readonly Observation[]): EntryCandidate['entry']
  collect(clues: Clues): readonly Text[]
  close(clues: Clues): readonly Closing[]
}

/**
 * An answer to one question. seen: there is a trace of it · unseen: the witness would have told, and did not · silent: no witness is left. What each is worth
 * is data (rules/entry), not code.
 */
export interface Observation {
  readonly id: string
  readonly answer: 'seen' | 'unseen' | 'silent'
  readonly text: Text
  readonly events: readonly string[]
  /** The witness on whom it rests: wiped ones weigh otherwise than those that never were. */
  readonly witness?: LogSource | undefined
  /** Silent because somebody wiped it. */
  readonly wiped?: boolean | undefined
}
