// A virtual patch: how an attack on one product looks in one message of a protocol, as data (rules/patches), and what dissectors may ask of all of them.
import type { Text } from './text.ts'

/** One thing that must hold. Parts are text in lower case, decoded by the dissector of the protocol; bytes are Latin-1 characters. */
export interface Condition {
  /** Names of parts; it holds when it holds for one of them. */
  readonly where: readonly string[]
  /** The part is one of these. */
  readonly is?: readonly string[] | undefined
  /** The part contains one of these. */
  readonly has?: readonly string[] | undefined
  /** The part is like this: a regular expression without `*`, `+`, look-around and back-references, so that no text takes long. */
  readonly like?: string | undefined
  /** It must not hold, for any of the parts. */
  readonly not?: true | undefined
}

export interface Patch {
  readonly id: string
  readonly cve: readonly string[]
  readonly product: string
  /** The protocol whose messages it looks at, as its dissector calls it: "http", "redis", "postgresql", … */
  readonly protocol: string
  /** strict: nobody says this but to attack; medium: seldom; loose: owners say it too. */
  readonly confidence: 'loose' | 'medium' | 'strict'
  /** What an enforcing place should do with it; here everything is only told. */
  readonly mode: 'monitor' | 'block'
  readonly techniques: readonly string[]
  /** All must hold for one message. One of them names, with `is` or `has`, what must literally occur: that is what is searched for. */
  readonly when: readonly Condition[]
  /**
   * What can be seen of it in the access log of a server, which keeps method, target, user agent, referer and status but neither head nor body, and how sure
   * that makes; absent: `when`, where it needs no more.
   */
  readonly logged?: { readonly confidence: Patch['confidence']; readonly when: readonly Condition[] } | undefined
  /** All hold for the answer when the attack was successful; absent: the answer does not tell. */
  readonly succeeded?: readonly Condition[] | undefined
  /** What the attack does, in one sentence. */
  readonly says: Text
  readonly references: readonly string[]
}

/** A part of a message by its name; '' when it has none. */
export type PartOf = (name: string) => string

/** The patches of one protocol. */
export interface PatchSet {
  /** Whether a literal of any patch occurs in the bytes, in any case of letters; without allocation. No: nothing to ask, unless something is encoded. */
  suspects(bytes: Uint8Array, start: number, end: number): boolean
  /** The patches that a message fulfils. `whole`: the text that all of its parts are cut out of, where none of them is decoded; then it alone is searched. */
  matching(part: PartOf, whole?: string): readonly Patch[]
  /** Whether the answer shows that it was successful; undefined: it does not tell. */
  succeeded(patch: Patch, answer: PartOf): boolean | undefined
}

export interface Patches {
  /** "access-log" are those of HTTP as far as a log can show them. */
  of(protocol: string): PatchSet
}
