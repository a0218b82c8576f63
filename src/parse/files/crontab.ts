// crontab(5) in its dialects (Vixie/Debian, cronie, dcron, BusyBox): jobs and environment lines, each with its exact bytes.
import { textOf } from '../../core/bytes.ts'
import type { Span } from '../../core/facts/autostart.ts'
import { type Line, linesOf } from '../lines.ts'

export interface CronJob {
  readonly what: 'job'
  readonly line: number
  readonly span: Span
  readonly text: string
  /** Five fields joined by one space, or "@reboot" and its kin. */
  readonly when: string
  /** Only in the system form; '' when that column is missing, as dcron has it in /etc/cron.d. */
  readonly user: string
  /** Up to the first unescaped "%"; "\%" is given as "%". The BusyBox form knows no "%" and gives all. */
  readonly command: string
  /** What follows the first "%": standard input, further "%" as line ends. */
  readonly input: string
}

export interface CronVariable {
  readonly what: 'variable'
  readonly line: number
  readonly span: Span
  readonly text: string
  readonly name: string
  readonly value: string
}

/** 'system' has a user column; 'busybox' is a user's crontab whose "%" means nothing. */
export type CrontabForm = 'user' | 'system' | 'busybox'

// Vixie cron takes any name up to blank or "="; what follows the name decides between a variable and a job.
const variable = /^[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s='"][^\s=]*))[ \t]*=[ \t]*(.*)$/s
const nicknames =
  /^@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly|minutely|quarterly|semi-?annually|bi-?annually|every_minute|every_second|noauto)$/i
const account = /^[A-Za-z_][\w.@+-]*\$?(?::[\w.+-]+)?(?:\/[\w.+-]+)?$/

/** Jobs and variables; comments, blank lines and what cron itself would reject are passed over. */
export function* parseCrontab(bytes: Uint8Array, form: CrontabForm): Generator<CronJob | CronVariable> {
  let pending: CronJob | undefined
  for (const line of linesOf(bytes)) {
    const item = parseLine(line, form)
    const joined = pending !== undefined && item === 'nothing' ? joinLine(pending, line, bytes, form) : undefined
    if (joined === undefined && pending !== undefined) yield pending
    pending = undefined
    const now = joined ?? item
    if (typeof now === 'string') continue
    if (now.what === 'job' && continues(line.text)) pending = now
    else yield now
  }
  if (pending !== undefined) yield pending
}

/** What one line is: 'nothing' is neither comment nor blank, but no cron would take it either. */
function parseLine({ number: line, text, span }: Line, form: CrontabForm): CronJob | CronVariable | 'blank' | 'nothing' {
  const bare = text.replace(/^[ \t]+/, '')
  if (bare === '' || bare.startsWith('#')) return 'blank'
  const set = variable.exec(text)
  if (set !== null) return { what: 'variable', line, span, text, name: set[1] ?? set[2] ?? set[3] ?? '', value: unquote(set[4] ?? '') }
  const timed = schedule(bare)
  if (timed === undefined) return 'nothing'
  const first = form === 'system' ? (/^[^ \t]+/.exec(timed.rest)?.[0] ?? '') : ''
  const user = account.test(first) ? first : ''
  const { command, input } = splitPercent(timed.rest.slice(user.length).replace(/^[ \t]+/, ''), form)
  if (command === '' && input === '') return 'nothing'
  return { what: 'job', line, span, text, when: timed.when, user, command, input }
}

// No cron but BusyBox's joins lines; elsewhere the rest is an error, so that taking it along changes nothing that runs.
function joinLine(job: CronJob, next: Line, bytes: Uint8Array, form: CrontabForm): CronJob {
  const { command, input } = splitPercent(next.text.trim(), form)
  const span = { start: job.span.start, end: next.span.end }
  const text = textOf(bytes.subarray(span.start, next.span.start)) + next.text
  return { ...job, span, text, command: `${job.command.replace(/\s*\\$/, '')} ${command}`.trim(), input: job.input + input }
}

function continues(text: string): boolean {
  return /(?<!\\)(?:\\\\)*\\$/.test(text.slice(-64))
}

function schedule(bare: string): { when: string; rest: string } | undefined {
  const words: string[] = []
  // A leading "-" keeps cronie and SUSE's cron from logging the job.
  let at = bare.startsWith('-') ? 1 : 0
  const count = bare[at] === '@' ? 1 : 5
  while (words.length < count) {
    const start = at
    while (at < bare.length && bare[at] !== ' ' && bare[at] !== '\t') if (++at - start > 1000) return undefined
    words.push(bare.slice(start, at))
    while (bare[at] === ' ' || bare[at] === '\t') at++
  }
  const valid = count === 1 ? nicknames.test(words[0] ?? '') : words.every((word, i) => validField(word, i))
  return valid ? { when: words.join(' '), rest: bare.slice(at) } : undefined
}

const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const
const names = [
  /$^/,
  /$^/,
  /^[LW]+$/,
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i,
  /^(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*$/i,
]

function validField(word: string, index: number): boolean {
  const [low, high] = ranges[index] ?? [0, 0]
  const value = (text: string): boolean =>
    /^\d{1,4}$/.test(text) ? Number(text) >= low && Number(text) <= high : names[index]?.test(text) === true
  return word.split(',').every(item => {
    const [range = '', step, ...more] = item.split('/')
    if (more.length > 0 || (step !== undefined && !/^\d{1,4}$/.test(step))) return false
    if (range === '*' || range === '~' || (range === '?' && index > 1)) return true
    const ends = range.split(/[-~]/)
    return ends.length <= 2 && ends.every(end => value(end) || (end === '' && range.includes('~')))
  })
}

function unquote(value: string): string {
  const trimmed = value.trimEnd()
  const quote = trimmed[0]
  return trimmed.length >= 2 && (quote === '"' || quote === "'") && trimmed.endsWith(quote) ? trimmed.slice(1, -1) : trimmed
}

// As cron's do_command: a backslash protects the next character, and goes away only before "%".
function splitPercent(text: string, form: CrontabForm): { command: string; input: string } {
  if (form === 'busybox' || !text.includes('%')) return { command: text.trimEnd(), input: '' }
  const parts = ['']
  for (const piece of text.match(/\\[\s\S]|[^\\%]+|[\s\S]/g) ?? []) {
    if (piece === '%') parts.push('')
    else parts[parts.length - 1] += piece === '\\%' ? '%' : piece
  }
  return { command: (parts[0] ?? '').trimEnd(), input: parts.slice(1).join('\n') }
}
