// crontab(5) in its user and system form: jobs and environment lines, each with its exact bytes.
import type { Span } from '../../core/facts/autostart.ts'
import { linesOf } from '../lines.ts'

export interface CronJob {
  readonly what: 'job'
  readonly line: number
  readonly span: Span
  readonly text: string
  /** Five fields joined by one space, or "@reboot" and its kin. */
  readonly when: string
  /** Only in the system form. */
  readonly user: string
  /** Up to the first unescaped "%"; "\%" is given as "%". */
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

const variable = /^\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z_][A-Za-z0-9_]*))\s*=\s*(.*)$/
const nickname = /^\s*(@[A-Za-z_0-9]+)(?:\s+(.*))?$/s
const fields = /^\s*((?:[-0-9*,/~A-Za-z#?LW]+\s+){4}[-0-9*,/~A-Za-z#?LW]+)\s+(.*)$/s

/** Jobs and variables; comments, blank lines and what cron itself would reject are passed over. */
export function* parseCrontab(bytes: Uint8Array, form: 'user' | 'system'): Generator<CronJob | CronVariable> {
  for (const { number: line, text, span } of linesOf(bytes)) {
    const bare = text.trimStart()
    if (bare === '' || bare.startsWith('#')) continue
    const set = variable.exec(text)
    if (set !== null && !fields.test(text.slice(0, text.indexOf('=')))) {
      yield { what: 'variable', line, span, text, name: set[1] ?? set[2] ?? set[3] ?? '', value: unquote(set[4] ?? '') }
      continue
    }
    const match = nickname.exec(text) ?? fields.exec(text)
    if (match === null) continue
    const when = (match[1] ?? '').replace(/\s+/g, ' ')
    const rest = (match[2] ?? '').trimStart()
    const user = form === 'system' ? (/^\S+/.exec(rest)?.[0] ?? '') : ''
    const { command, input } = splitPercent(form === 'system' ? rest.slice(user.length).trimStart() : rest)
    if (command === '' && input === '') continue
    yield { what: 'job', line, span, text, when, user, command, input }
  }
}

function unquote(value: string): string {
  const trimmed = value.trimEnd()
  const quote = trimmed[0]
  return trimmed.length >= 2 && (quote === '"' || quote === "'") && trimmed.endsWith(quote) ? trimmed.slice(1, -1) : trimmed
}

function splitPercent(text: string): { command: string; input: string } {
  const parts = text.split(/(?<!\\)%/).map(part => part.replaceAll('\\%', '%'))
  return { command: (parts[0] ?? '').trimEnd(), input: parts.slice(1).join('\n') }
}
