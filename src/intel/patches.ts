// Virtual patches from rules/patches: read with care, indexed by what must literally occur in a message, asked by the dissectors.
import type { Condition, PartOf, Patch, Patches, PatchSet } from '../core/patch.ts'
import { jsonOf } from '../parse/feeds/json.ts'
import { Literals } from '../parse/literals.ts'
import { patternSteps } from './pattern-steps.ts'

/** Ways to try the repetitions of a pattern at one place of a text. */
const mostSteps = 1200
const shortest = 2

/** The patch a rule file describes, or what is wrong with it. */
export function parsePatch(text: string): Patch | string {
  const value = jsonOf(text)
  if (typeof value !== 'object' || value === null) return 'is no JSON object'
  const patch = value as Patch
  if (typeof patch.id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,60}$/.test(patch.id)) return 'id must be kebab-case'
  for (const key of ['product', 'protocol'] as const) if (typeof patch[key] !== 'string' || patch[key] === '') return `${key} is required`
  for (const key of ['cve', 'techniques', 'references'] as const) if (!areTexts(patch[key])) return `${key} must be a list of texts`
  if (!['loose', 'medium', 'strict'].includes(patch.confidence)) return 'confidence must be loose, medium or strict'
  if (!['monitor', 'block'].includes(patch.mode)) return 'mode must be monitor or block'
  if (typeof patch.says?.zh !== 'string' || typeof patch.says.en !== 'string') return 'says must be a text in zh and en'
  if (patch.logged !== undefined && !['loose', 'medium', 'strict'].includes(patch.logged?.confidence))
    return 'confidence of logged must be loose, medium or strict'
  for (const list of [patch.when, patch.logged?.when ?? [], patch.succeeded ?? []]) {
    if (!Array.isArray(list)) return 'when and succeeded must be lists of conditions'
    for (const condition of list as readonly Condition[]) {
      const wrong = wrongIn(condition)
      if (wrong !== undefined) return wrong
    }
  }
  return [patch, ...asLogged([patch])].some(one => keyOf(one) === undefined)
    ? 'no condition names what must literally occur (2 characters at least)'
    : patch
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string' && item !== '')
}

function wrongIn({ where, is, has, like }: Condition): string | undefined {
  if (!areTexts(where) || where.length === 0) return 'where must name parts'
  if (is === undefined && has === undefined && like === undefined) return 'a condition needs is, has or like'
  for (const list of [is ?? [], has ?? []]) {
    if (!areTexts(list)) return 'is and has must be lists of texts'
    const upper = list.find(literal => literal !== literal.toLowerCase())
    if (upper !== undefined) return `"${upper}" must be in lower case, as parts are`
  }
  if (like === undefined) return undefined
  const steps = typeof like === 'string' ? patternSteps(like) : 'like must be a pattern'
  if (typeof steps === 'string') return steps
  return steps > mostSteps ? `like may be tried in ${steps} ways` : undefined
}

/** The condition to search for: the one whose shortest literal is longest. A method stands in every request: by it alone each would be a suspect. */
function keyOf({ when }: Patch): { readonly where: readonly string[]; readonly literals: readonly string[] } | undefined {
  const keys = when
    .filter(({ not }) => not !== true)
    .map(({ where, is, has }) => ({ where, literals: has ?? is ?? [] }))
    .map(key => ({ ...key, least: Math.min(...key.literals.map(({ length }) => length)) }))
    .filter(({ literals, least }) => literals.length > 0 && least >= shortest)
  const rarity = ({ where, least }: (typeof keys)[number]): number => (where.includes('method') ? 0 : least)
  return keys.sort((a, b) => rarity(b) - rarity(a))[0]
}

export function patchesOf(all: readonly Patch[]): Patches {
  const sets = new Map<string, PatchSet>()
  for (const protocol of new Set(all.map(patch => patch.protocol)))
    sets.set(protocol, new Indexed(all.filter(patch => patch.protocol === protocol)))
  sets.set('access-log', new Indexed(asLogged(all)))
  const none = new Indexed([])
  return { of: protocol => sets.get(protocol) ?? none }
}

function asLogged(all: readonly Patch[]): readonly Patch[] {
  return all.filter(({ protocol }) => protocol === 'http').map(patch => ({ ...patch, ...patch.logged }))
}

class Indexed implements PatchSet {
  readonly #literals: Literals
  /** By literal: who looks for it, and in which parts. */
  readonly #seekers: (readonly { readonly patch: Patch; readonly where: readonly string[] }[])[]
  /** All parts that are searched. */
  readonly #parts: readonly string[]
  readonly #patterns = new Map<Condition, RegExp>()

  constructor(patches: readonly Patch[]) {
    const seekers = new Map<string, { readonly patch: Patch; readonly where: readonly string[] }[]>()
    for (const patch of patches) {
      const { where, literals } = keyOf(patch) ?? { where: [], literals: [] }
      for (const literal of literals) seekers.set(literal, [...(seekers.get(literal) ?? []), { patch, where }])
      for (const condition of [...patch.when, ...(patch.succeeded ?? [])])
        if (condition.like !== undefined) this.#patterns.set(condition, new RegExp(condition.like, 's'))
    }
    this.#literals = new Literals([...seekers.keys()])
    this.#seekers = [...seekers.values()]
    this.#parts = [...new Set(this.#seekers.flatMap(list => list.flatMap(({ where }) => where)))]
  }

  suspects(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#literals.occurs(bytes, start, end)
  }

  matching(part: PartOf, whole?: string): readonly Patch[] {
    const candidates = new Set<Patch>()
    const search = (text: string, name?: string): void =>
      this.#literals.find(text, literal => {
        for (const { patch, where } of this.#seekers[literal]!) if (name === undefined || where.includes(name)) candidates.add(patch)
      })
    if (whole === undefined) for (const name of this.#parts) search(part(name), name)
    else search(whole)
    return [...candidates].filter(({ when }) => when.every(condition => this.#holds(condition, part)))
  }

  succeeded({ succeeded }: Patch, answer: PartOf): boolean | undefined {
    return succeeded?.every(condition => this.#holds(condition, answer))
  }

  #holds(condition: Condition, part: PartOf): boolean {
    const { where, is, has, not } = condition
    const isSo = where.some(name => {
      const text = part(name)
      return (
        (is?.includes(text) ?? true) &&
        (has?.some(literal => text.includes(literal)) ?? true) &&
        (this.#patterns.get(condition)?.test(text) ?? true)
      )
    })
    return isSo !== (not === true)
  }
}
