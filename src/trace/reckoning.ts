// Reckoning with instants: seconds between them, and moving one along.
import { type Instant, instantOf } from '../core/instant.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** Milliseconds since 1970. */
export const msOf = (at: Instant): number => Date.parse(at)

/** The instant so many milliseconds later; the same one where there is no such date. */
export function later(at: Instant, ms: number): Instant {
  return instantOf(msOf(at) + ms) ?? at
}

/** Ascending, as strings of fixed width sort. */
export function byTime(a: { readonly at: Instant }, b: { readonly at: Instant }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0
}
