// One entry that starts a program again: what a persistence kind lists.
import type { EntityId } from '../entity.ts'

export type Trigger = 'schedule' | 'boot' | 'login' | 'event' | 'load' | 'access'

/** Bytes [start, end) of the file that the entry takes, its line end included. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Autostart {
  readonly id: EntityId<'autostart'>
  /** The persistence module that listed it. */
  readonly kind: string
  /** The file that holds it. */
  readonly path: string
  /** 'entry': only `span` of the file belongs to it. 'file': the whole file is the entry, and disarming removes the file. */
  readonly extent: 'entry' | 'file'
  readonly span: Span
  /** Digest of the exact bytes of the span: disarming cuts only where they stand. '' for a whole file. */
  readonly digest: string
  /** 1-based line where it begins. */
  readonly line: number
  readonly trigger: Trigger
  /** What is run, as one string, as written; '' when nothing is run (an authorized key). */
  readonly command: string
  /** Schedule or condition as written: "*\/5 * * * *", "@reboot", "OnBootSec=1min". */
  readonly when: string
  /** The account it runs as, when known. */
  readonly user: string
  /** Unit name, key comment, package name … for people. */
  readonly name: string
  /** The entry as written, at most 2,000 characters, lossless text. */
  readonly text: string
  readonly container?: EntityId<'container'> | undefined
  /** Switched off (masked, disabled, commented out by its own syntax): listed all the same. */
  readonly disabled?: boolean | undefined
}
