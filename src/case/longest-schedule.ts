// The longest a schedule can stay quiet: how long to wait until a mechanism that still worked would have struck again.

const minute = 60
const day = 86_400
/** Five years: what strikes more rarely than twice in them is not foretold. */
const daysLookedAt = 5 * 365 + 1
const longestText = 500

const nicknames: Readonly<Record<string, number>> = {
  minutely: minute,
  every_minute: minute,
  every_second: 1,
  hourly: 3600,
  daily: day,
  midnight: day,
  weekly: 7 * day,
  monthly: 31 * day,
  quarterly: 92 * day,
  semiannually: 184 * day,
  'semi-annually': 184 * day,
  yearly: 366 * day,
  annually: 366 * day,
}

/**
 * Seconds between two firings at most, for the `when` of an autostart: cron's five fields and nicknames (crontab(5)),
 * OnUnitActiveSec, OnUnitInactiveSec and the simple forms of OnCalendar (systemd.time(7)). Undefined when it does not fire by the clock, or not in a way that is understood.
 */
export function longestGap(when: string): number | undefined {
  if (when.length > longestText) return undefined
  const text = when.trim().toLowerCase()
  if (text.startsWith('@')) return nicknames[text.slice(1)]
  const parts = text.split(';').map(part => part.trim())
  const named = parts.map(systemdGap).filter(seconds => seconds !== undefined)
  if (named.length > 0) return Math.min(...named)
  return parts.length === 1 ? cronGap(text) : undefined
}

function systemdGap(setting: string): number | undefined {
  const [, key, value = ''] = /^(\w+)=(.*)$/.exec(setting) ?? []
  if (key === 'onunitactivesec' || key === 'onunitinactivesec') return timeSpan(value)
  if (key !== 'oncalendar') return undefined
  return nicknames[value] ?? calendarGap(value)
}

const units: Readonly<Record<string, number>> = { '': 1, ms: 0.001, s: 1, m: minute, h: 3600, d: day, w: 7 * day }

/** "5min", "1h 30m", "90" (seconds). */
function timeSpan(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d{1,9})\s*([a-z]*)\s*/g)]
  if (parts.length === 0 || parts.map(p => p[0]).join('') !== text) return undefined
  let sum = 0
  for (const [, amount, word = ''] of parts) {
    const unit =
      units[word === 'ms' || word === 'msec' ? 'ms' : word === 'month' || word === 'months' || word === 'y' ? '?' : word.slice(0, 1)]
    if (unit === undefined) return undefined
    sum += Number(amount) * unit
  }
  return sum
}

/** "*:0/5", "*-*-* 04:00:00", "*-*-* *:*:00", "mon..fri 03:00": date parts only as "*-*-*". */
function calendarGap(text: string): number | undefined {
  const fields = calendarFields(text)
  return fields === undefined ? undefined : cronGap(fields)
}

function calendarFields(text: string): string | undefined {
  const found = /^(?:([a-z.,]{3,60}) +)?(?:\*-\*-\* *)?(?:([\d*,/.]+):([\d*,/.]+)(?::([\d*,/.]+))?)?$/.exec(text)
  if (found === null) return undefined
  const [, weekdays, hours, minutes] = found
  if (hours === undefined && weekdays === undefined && !text.startsWith('*-*-*')) return undefined
  const dow = (weekdays ?? '*')
    .replaceAll('..', '-')
    .split(',')
    .map(w => w.trim())
    .join(',')
  return `${cronList(minutes ?? '0')} ${cronList(hours ?? '0')} * * ${dow}`
}

/** systemd writes "0/5" for cron's "0-59/5" and ".." for "-". */
function cronList(text: string): string {
  return text.replaceAll('..', '-').replace(/(^|,)(\d+)\//g, (_, before: string, from: string) => `${before}${from}-max/`)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Firing {
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  strikes(date: Day): boolean
}

interface Day {
  readonly month: number
  readonly date: number
  readonly weekday: number
}

function firingOf(text: string): Firing | undefined {
  const fields = text.split(/\s+/)
  if (fields.length !== 5) return undefined
  const [m, h, dom, mon, dow] = fields as [string, string, string, string, string]
  const minutes = valuesOf(m, 0, 59)
  const hours = valuesOf(h, 0, 23)
  const ofMonth = valuesOf(dom, 1, 31)
  const ofYear = valuesOf(mon, 1, 12, months, 1)
  const ofWeek = valuesOf(dow, 0, 7, weekdays, 0)
  if (minutes === undefined || hours === undefined || ofMonth === undefined || ofYear === undefined || ofWeek === undefined)
    return undefined
  if (ofWeek.has(7)) ofWeek.add(0)
  const either = !dom.startsWith('*') && !dow.startsWith('*')
  return {
    minutes,
    hours,
    strikes({ month, date, weekday }) {
      const [a, b] = [ofMonth.has(date), ofWeek.has(weekday)]
      return ofYear.has(month) && (either ? a || b : a && b)
    },
  }
}

function cronGap(text: string): number | undefined {
  const firing = firingOf(text)
  if (firing === undefined) return undefined
  const times = [...firing.hours].flatMap(hour => [...firing.minutes].map(min => hour * 3600 + min * minute)).sort((a, b) => a - b)
  const dayOf = (date: Date): Day => ({ month: date.getUTCMonth() + 1, date: date.getUTCDate(), weekday: date.getUTCDay() })
  return longestBetween(times, date => firing.strikes(dayOf(date)))
}

const fired: Readonly<Record<string, string>> = {
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  midnight: '0 0 * * *',
  weekly: '0 0 * * 0',
  monthly: '0 0 1 * *',
  yearly: '0 0 1 1 *',
  annually: '0 0 1 1 *',
}

/**
 * Whether a schedule by the clock strikes in the minute of this time (milliseconds since 1970), read as the clock on the wall shows it where
 * this runs. Undefined when it does not go by the clock, or not in a way that is understood.
 */
export function firesAt(when: string, ms: number): boolean | undefined {
  if (when.length > longestText) return undefined
  const text = when.trim().toLowerCase()
  const calendar = /^oncalendar=([^;]*)$/.exec(text)?.[1]
  const fields = text.startsWith('@') ? fired[text.slice(1)] : calendar === undefined ? text : calendarFields(calendar)
  const firing = fields === undefined ? undefined : firingOf(fields)
  if (firing === undefined) return undefined
  const at = new Date(ms)
  const today = { month: at.getMonth() + 1, date: at.getDate(), weekday: at.getDay() }
  return firing.minutes.has(at.getMinutes()) && firing.hours.has(at.getHours()) && firing.strikes(today)
}

/** The longest time between two firings over some years; undefined when there are none. */
function longestBetween(times: readonly number[], strikes: (date: Date) => boolean): number | undefined {
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined) return undefined
  let longest = times.reduce((most, at, i) => Math.max(most, at - (times[i - 1] ?? at)), 0)
  let before: number | undefined
  let again = false
  for (let n = 0; n < daysLookedAt; n++) {
    if (!strikes(new Date(Date.UTC(2023, 0, 1 + n)))) continue
    if (before !== undefined) {
      longest = Math.max(longest, n * day + first - before)
      again = true
    }
    before = n * day + last
  }
  return again ? longest : undefined
}

/** The numbers that a field of a crontab stands for: lists, ranges, steps, names. */
function valuesOf(field: string, low: number, high: number, names: readonly string[] = [], base = 0): Set<number> | undefined {
  const values = new Set<number>()
  const numberOf = (text: string): number => {
    if (text === 'max') return high
    const named = names.indexOf(text.slice(0, 3))
    return named >= 0 ? named + base : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  }
  for (const part of field.split(',')) {
    const [range = '', step = '1', more] = part.split('/')
    const [from = '', to, further] = range === '*' ? [String(low), String(high)] : range.split('-')
    const start = numberOf(from)
    const end = to !== undefined ? numberOf(to) : part.includes('/') ? high : start
    const stride = Number(step)
    if (more !== undefined || further !== undefined || !(start >= low && end <= high && start <= end) || !(stride >= 1)) return undefined
    for (let value = start; value <= end; value += Math.trunc(stride)) values.add(value)
  }
  return values
}
