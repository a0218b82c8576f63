// What dissectors could not look into, counted by reason: however many conversations say the same, it is one line with one example.
import { type Gap, type GapReason, gap } from '../core/gap.ts'

/** Different reasons that are told apart: some name a number that strangers choose. */
const mostReasons = 64

export interface Unseen {
  readonly protocol: string
  readonly why: GapReason
  readonly detail: string
  readonly conversations: number
  /** The first of them, and the frame that showed it. */
  readonly example: string
}

export class UnseenList {
  private readonly reasons = new Map<string, { -readonly [K in keyof Unseen]: Unseen[K] }>()

  /** `example` is called for the first of its kind alone. */
  add(one: Omit<Unseen, 'example'>, example: () => string): void {
    const { protocol, why, detail, conversations } = one
    const key = `${protocol} ${why} ${detail}`
    const known = this.reasons.get(key)
    if (known !== undefined) known.conversations += conversations
    else if (this.reasons.size < mostReasons || detail === other) this.reasons.set(key, { ...one, example: example() })
    else this.add({ ...one, protocol: 'any', detail: other }, example)
  }

  all(): readonly Unseen[] {
    return [...this.reasons.values()]
  }
}

const other = 'for other reasons'

/** The same of several readings. */
export function addedUnseen(lists: readonly (readonly Unseen[])[]): readonly Unseen[] {
  const all = new UnseenList()
  for (const one of lists.flat()) all.add(one, () => one.example)
  return all.all()
}

export function gapOf({ protocol, why, detail, conversations, example }: Unseen): Gap {
  return gap(`wire/${protocol}`, why, `${detail}: ${conversations} conversations, such as ${example}`)
}
