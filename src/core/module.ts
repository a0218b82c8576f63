// What every module of davylamp says of itself first.
import type { Text } from './text.ts'

export interface About {
  /** Stable, kebab-case, never reused. */
  readonly id: string
  readonly summary: Text
  /** MITRE ATT&CK technique ids (v19 numbering where it moved), such as "T1053.003". */
  readonly techniques: readonly string[]
  /** Where the format, the habit or the threshold is described: URLs or manual pages. */
  readonly references: readonly string[]
}
