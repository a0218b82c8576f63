// A list that is never empty: a finding without evidence does not compile.

export type Some<T> = readonly [T, ...T[]]

/** The list as a non-empty one, or undefined. */
export function some<T>(list: readonly T[]): Some<T> | undefined {
  return list.length > 0 ? (list as unknown as Some<T>) : undefined
}
