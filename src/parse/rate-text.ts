// A rate of hashes and a sum of money as people write them: 519.7 H/s, 30.45 MSol/s, 0.012, 34.

const thousands = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const

/** `what` is counted: hashes, or with Equihash solutions (Sol). */
export function rateText(perSecond: number | undefined, what: 'H' | 'Sol' = 'H'): string {
  let value = perSecond ?? 0
  let unit = 0
  for (; value >= 1000 && unit < thousands.length - 1; unit++) value /= 1000
  return `${Number(value.toPrecision(4))} ${thousands[unit]}${what}/s`
}

/** Two digits that count: more would pretend to know. */
export function moneyText(usd: number): string {
  return usd >= 100
    ? String(Math.round(usd))
    : Number(usd.toPrecision(2))
        .toFixed(usd >= 1 ? 1 : 4)
        .replace(/\.?0+$/, '')
}
