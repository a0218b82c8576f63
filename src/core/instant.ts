// A moment in time: UTC ISO-8601 with milliseconds, fixed width, so that strings sort as times do.

declare const instant: unique symbol
export type Instant = string & { readonly [instant]: true }

/** The instant of a Unix time in milliseconds; undefined when it is no representable date (years 0–9999). */
export function instantOf(ms: number): Instant | undefined {
  if (!Number.isFinite(ms) || ms < -62_167_219_200_000 || ms > 253_402_300_799_999) return undefined
  return new Date(ms).toISOString() as Instant
}
