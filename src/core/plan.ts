// A plan: what would be done about an incident, step by step, each with its reason, its cost and the way back.
import type { EntityId } from './entity.ts'
import type { Instant } from './instant.ts'
import type { Some } from './some.ts'
import type { Text } from './text.ts'

/** In the order in which they are performed: what is still running cannot undo what was cleaned. */
export const stages = ['contain', 'evidence', 'disarm', 'kill', 'vault', 'recover', 'harden'] as const
export type Stage = (typeof stages)[number]

/** What may go wrong for the owner: nothing, something stops for a while, something is gone. */
export type Risk = 'safe' | 'disruptive' | 'destructive'

/** Plain JSON that an action needs to know of its target; each action documents its own. */
export type Detail = Readonly<Record<string, string | number | boolean | null | readonly string[] | readonly number[]>>

export interface Step {
  /** "S01": unique within the plan. */
  readonly id: string
  readonly stage: Stage
  /** The id of the action that performs it. */
  readonly action: string
  readonly target: EntityId
  /** Finding ids. */
  readonly because: Some<string>
  /** Steps that must be done before. */
  readonly after: readonly string[]
  readonly risk: Risk
  readonly reversible: boolean
  /** Taken back after all others of its stage: it tells daemons of what those changed. */
  readonly undoneLast?: boolean | undefined
  readonly title: Text
  /** What it costs the business, and how it is undone. */
  readonly cost: Text
  readonly undoing: Text
  /** Digest of what the target was when the plan was made: another one at performing is drift, and the step is refused. */
  readonly before: string
  readonly detail: Detail
}

/** Something the incident asks for that a guard forbids. */
export interface Refusal {
  readonly guard: string
  readonly target: EntityId
  readonly why: Text
}

/** By when something is to be done: what opens other machines at once, what opens other systems, what opens this host again. */
export const deadlines = ['hour', 'day', 'week'] as const
export type Deadline = (typeof deadlines)[number]

/** What is left for a person to do. */
export interface Advice {
  readonly title: Text
  readonly by?: Deadline | undefined
  readonly targets: readonly EntityId[]
  /** A command to run by hand, when there is one. */
  readonly command?: string | undefined
  /** Only of use before the plan is performed. */
  readonly before?: boolean | undefined
}

export interface Plan {
  readonly schema: 'davylamp.plan.1'
  readonly id: string
  readonly incident: string
  readonly host: string
  /** Where it is to be performed: '' for the running host, else the directory root. */
  readonly root: string
  readonly createdAt: Instant
  readonly steps: readonly Step[]
  readonly refused: readonly Refusal[]
  readonly advice: readonly Advice[]
}
