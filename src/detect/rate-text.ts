// A rate of hashes as people write it: 519.7 H/s, 30.45 MH/s.

const units = ['H/s', 'kH/s', 'MH/s', 'GH/s', 'TH/s', 'PH/s', 'EH/s'] as const

export function rateText(hashesPerSecond: number | undefined): string {
  let value = hashesPerSecond ?? 0
  let unit = 0
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${Number(value.toPrecision(4))} ${units[unit]}`
}
