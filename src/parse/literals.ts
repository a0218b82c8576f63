// Finds any of many literals in one pass over bytes or text, in any case of letters (Aho-Corasick, as one table of steps).

export class Literals {
  /** The class of a byte: letters in either case are one, what no literal has in it is 0. */
  readonly #classes = new Uint8Array(256)
  #width = 1
  #steps: Int32Array
  /** For each state the literals that end there. */
  readonly #ends: (readonly number[] | undefined)[] = []

  /** Lower-case literals of Latin-1 characters; a find names them by their place in the list. */
  constructor(literals: readonly string[]) {
    for (const literal of literals)
      for (const character of literal) {
        const code = character.charCodeAt(0) & 0xff
        if (this.#classes[code] === 0) this.#classes[code] = this.#width++
      }
    for (let code = 65; code <= 90; code++) this.#classes[code] = this.#classes[code + 32]!
    this.#steps = new Int32Array((1 + literals.reduce((sum, { length }) => sum + length, 0)) * this.#width).fill(-1)
    this.#link(this.#plant(literals))
  }

  /** Whether any of them occurs; without allocation. */
  occurs(bytes: Uint8Array, start: number, end: number): boolean {
    const steps = this.#steps
    const classes = this.#classes
    let state = 0
    for (let at = start; at < end; at++) {
      state = steps[(state & ~ends) + classes[bytes[at]!]!]!
      if ((state & ends) !== 0) return true
    }
    return false
  }

  /** Calls `each` for every occurrence of any of them. */
  find(text: string, each: (literal: number) => void): void {
    const steps = this.#steps
    const classes = this.#classes
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      state = steps[(state & ~ends) + (code < 256 ? classes[code]! : 0)]!
      if ((state & ends) !== 0) for (const literal of this.#ends[(state & ~ends) / this.#width]!) each(literal)
    }
  }

  /** The tree of all literals: its number of states. */
  #plant(literals: readonly string[]): number {
    let states = 1
    for (const [number, literal] of literals.entries()) {
      let state = 0
      for (const character of literal) {
        const step = state * this.#width + this.#classes[character.charCodeAt(0) & 0xff]!
        if (this.#steps[step] === -1) this.#steps[step] = states++
        state = this.#steps[step]!
      }
      this.#ends[state] = [...(this.#ends[state] ?? []), number]
    }
    this.#steps = this.#steps.slice(0, states * this.#width)
    return states
  }

  /** Where to go on when a literal breaks off: afterwards every step is one look, to the row of its state and with a mark where literals end. */
  #link(states: number): void {
    const width = this.#width
    const steps = this.#steps
    const fall = new Int32Array(states)
    const queue: number[] = []
    for (let c = 0; c < width; c++) {
      const next = steps[c]!
      if (next > 0) queue.push(next)
      else steps[c] = 0
    }
    for (const state of queue) {
      const back = fall[state]!
      const more = this.#ends[back]
      if (more !== undefined) this.#ends[state] = [...(this.#ends[state] ?? []), ...more]
      for (let c = 0; c < width; c++) {
        const next = steps[state * width + c]!
        const other = steps[back * width + c]!
        if (next === -1) steps[state * width + c] = other
        else {
          fall[next] = other
          queue.push(next)
        }
      }
    }
    for (let i = 0; i < steps.length; i++) steps[i] = (steps[i]! * width) | (this.#ends[steps[i]!] === undefined ? 0 : ends)
  }
}

/** Marks a step to a state where a literal ends. */
const ends = 1 << 30
