// A rate of hashes and a sum of money as people write them: 519.7 H/s, 30.45 MH/s, 0.012, 34.

const units = ['H/s', 'kH/s', 'MH/s', 'GH/s', 'TH/s', 'PH/s', 'EH/s'] as const

export function rateText(hashesPerSecond: number | undefined): string {
  let value = hashesPerSecond ?? 0
  let unit = 0
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${Number(value.toPrecision(4))} ${units[unit]}`
}

/** Two digits that count: more would pretend to know. */
export function moneyText(usd: number): string {
  return usd >= 100
    ? String(Math.round(usd))
    : Number(usd.toPrecision(2))
        .toFixed(usd >= 1 ? 1 : 4)
        .replace(/\.?0+$/, '')
}
