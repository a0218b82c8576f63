// Chance that is the same for the same seed.

export interface Chance {
  /** 0 ≤ n < 1. */
  next(): number
  /** Whole numbers, both ends included. */
  between(low: number, high: number): number
  one<T>(list: readonly T[]): T
  is(probability: number): boolean
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    one: list => list[Math.floor(next() * list.length)]!,
    is: probability => next() < probability,
  }
}
