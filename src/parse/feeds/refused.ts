// What of a feed gives no indicator, and why.
import type { EntryFault, FeedEntry } from './entry.ts'

/** A part of a feed that gives no indicator. */
export interface Refused {
  /** "line 12", or the id of an object. */
  readonly at: string
  readonly why: FeedFault
  /** The word, or the beginning of it. */
  readonly what: string
}

export type FeedFault =
  | EntryFault
  /** Switched off by its author: revoked, deleted, benign, or not meant for detection. */
  | 'switched-off'
  /** A pattern that needs several signs at once, or uses what is not understood here. */
  | 'pattern'
  /** A kind of thing that is no host, URL or file. */
  | 'other-kind'
  /** Behind the limit of what is read. */
  | 'too-many'

export type FeedItem = FeedEntry | Refused

/** What was refused, cut to what a message can hold. */
export function refusal(at: string, why: FeedFault, what: string): Refused {
  return { at, why, what: what.slice(0, 80) }
}
