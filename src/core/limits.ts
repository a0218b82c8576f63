// When somebody who guesses passwords is kept out, and for how long: the thresholds of rules/limits.

/** Within so many seconds: that many refusals, or refusals as that many accounts. */
export interface LimitWindow {
  readonly id: string
  readonly seconds: number
  readonly tries?: number | undefined
  readonly accounts?: number | undefined
}

export interface Limits {
  readonly windows: readonly LimitWindow[]
  /** Seconds of the first ban, the second …; the last holds for all further ones. */
  readonly bans: readonly number[]
  /** For so many seconds an earlier ban makes the next one longer. */
  readonly memory: number
  /** Bits in front that make the IPv6 addresses of one source. */
  readonly prefix6: number
}
