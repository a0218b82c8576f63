// The contract of src/contain, src/eradicate and src/recover: one kind of change, with its way back.
import type { HostControl } from './control.ts'
import type { Gap } from './gap.ts'
import type { HostView } from './host.ts'
import type { Recorded, Undo, Vault } from './journal.ts'
import type { About } from './module.ts'
import type { Stage, Step } from './plan.ts'

export interface Scene {
  readonly host: HostView
  readonly control: HostControl
  readonly vault: Vault
}

export interface Action extends About {
  readonly stage: Stage
  /** D3FEND or RE&CT ids of what it counters with. */
  readonly counters: readonly string[]
  /** Looks, changes nothing: what is needed to take the step back, or a Gap why it may not be done (drift, a guard). */
  prepare(step: Step, scene: Scene): Undo | Gap
  /** Performs the step; repeating it changes nothing more. */
  apply(go: Recorded, scene: Scene): Gap | undefined
  /** Takes the step back; repeating it changes nothing more. A Gap when it cannot be undone. */
  undo(go: Recorded, scene: Scene): Gap | undefined
  /** Whether the step's effect holds right now; a Gap says what does not. */
  verify(step: Step, scene: Scene): Gap | undefined
}
