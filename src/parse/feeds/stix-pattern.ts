// STIX 2.1 patterns (section 9 of the standard), turned into alternatives: each a list of comparisons that must hold together.

export interface Comparison {
  /** "ipv4-addr:value", "file:hashes.'SHA-256'". */
  readonly path: string
  readonly operator: '=' | 'ISSUBSET'
  readonly value: string
}

type Alternatives = readonly (readonly Comparison[])[]

const token = /\s*(?:'((?:[^'\\]|\\.)*)'|([[\]()=,]|!=|<=?|>=?)|([A-Za-z0-9_](?:\.'[^'\\]*'|\[[\w*]*\]|[\w:.*-])*))/y
const longest = 100_000
/** Comparisons in all alternatives together. */
const most = 10_000
/** Parts of one conjunction: patterns of people have a handful. */
const mostJoined = 50
const deepest = 50

interface Token {
  readonly text: string
  readonly literal: boolean
}

/** undefined: not a pattern, or one with NOT, ranges, wildcards, sequences or times. */
export function patternAlternatives(pattern: string): Alternatives | undefined {
  const tokens = pattern.length > longest ? undefined : tokensOf(pattern)
  if (tokens === undefined) return undefined
  const reader = new Reader(tokens)
  const read = reader.joined(0)
  return reader.atEnd ? read : undefined
}

function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  const end = pattern.trimEnd().length
  token.lastIndex = 0
  while (token.lastIndex < end) {
    const match = token.exec(pattern)
    if (match === null) return undefined
    const [, literal, sign, word] = match
    tokens.push(literal === undefined ? { text: sign ?? word!, literal: false } : { text: literal.replace(/\\(.)/g, '$1'), literal: true })
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  #take(text: string): boolean {
    const next = this.#tokens[this.#at]
    if (next === undefined || next.literal || next.text !== text) return false
    this.#at++
    return true
  }

  /** OR of ANDs, of observations and of comparisons within one alike. */
  joined(depth: number): Alternatives | undefined {
    const all: (readonly Comparison[])[] = []
    let size = 0
    do {
      const one = this.#both(depth)
      if (one === undefined) return undefined
      size += sizeOf(one)
      if (size > most) return undefined
      all.push(...one)
    } while (this.#take('OR'))
    return all
  }

  #both(depth: number): Alternatives | undefined {
    let all = this.#single(depth)
    for (let joined = 1; all !== undefined && this.#take('AND'); joined++) {
      const other = this.#single(depth)
      if (other === undefined || joined === mostJoined || sizeOf(all) * other.length + sizeOf(other) * all.length > most) return undefined
      all = all.flatMap(a => other.map(b => [...a, ...b]))
    }
    return all
  }

  #single(depth: number): Alternatives | undefined {
    if (depth > deepest) return undefined
    for (const [open, close] of [
      ['[', ']'],
      ['(', ')'],
    ] as const)
      if (this.#take(open)) {
        const inner = this.joined(depth + 1)
        return this.#take(close) ? inner : undefined
      }
    return this.#comparison()
  }

  #comparison(): Alternatives | undefined {
    const path = this.#tokens[this.#at++]
    if (path === undefined || path.literal || !path.text.includes(':')) return undefined
    if (this.#take('=')) return this.#value(path.text, '=')
    if (this.#take('ISSUBSET')) return this.#value(path.text, 'ISSUBSET')
    if (!this.#take('IN') || !this.#take('(')) return undefined
    const all: (readonly Comparison[])[] = []
    do {
      const one = this.#value(path.text, '=')
      if (one === undefined) return undefined
      all.push(...one)
    } while (this.#take(','))
    return this.#take(')') && all.length <= most ? all : undefined
  }

  /** A text in quotes, or a bare number. */
  #value(path: string, operator: Comparison['operator']): Alternatives | undefined {
    const next = this.#tokens[this.#at++]
    if (next === undefined || (!next.literal && !/^\d+$/.test(next.text))) return undefined
    return [[{ path, operator, value: next.text }]]
  }
}

function sizeOf(all: Alternatives): number {
  return all.reduce((sum, one) => sum + one.length, 0)
}
