// How long something is to hold, as the user says it: "30d", "12h", "2w", or a date.

const units: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** The instant at which it ends (a date ends with its day, UTC); undefined when it cannot be read or lies in the past. */
export function endOf(text: string, now: number): string | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const end =
    count === undefined ? Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : '') : now + Number(count) * units[unit]!
  return end > now ? new Date(end).toISOString() : undefined
}
