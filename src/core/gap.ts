// What could not be looked at, and why: never silence.

export type GapReason = 'denied' | 'unsupported' | 'absent' | 'malformed' | 'tampered' | 'timeout' | 'capped'

export interface Gap {
  readonly gap: true
  /** What was to be looked at: a path, or the name of a view. */
  readonly source: string
  readonly why: GapReason
  /** One short phrase in English, without control characters of the source. */
  readonly detail: string
}

export function gap(source: string, why: GapReason, detail = ''): Gap {
  return { gap: true, source, why, detail }
}

export function isGap(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && (value as { gap?: unknown }).gap === true
}

/** The value, or undefined for a gap: for callers to whom "cannot" and "none" are the same, because the gap was recorded by the host. */
export function orUndefined<T>(value: T | Gap): T | undefined {
  return isGap(value) ? undefined : value
}

/** The opposite of `isGap`, for filters. */
export function known<T>(value: T | Gap): value is T {
  return !isGap(value)
}

/** A limit of the sight itself (a disk runs nothing) is told but does not make a result incomplete; what should have been seen does. */
export function isHole({ why }: Gap): boolean {
  return why !== 'unsupported' && why !== 'absent'
}
