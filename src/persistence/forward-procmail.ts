// Mail that starts a program: pipes in ~/.forward, ~/.qmail, procmail recipes and /etc/aliases.
import type { Persistence } from '../core/persistence.ts'
import { logicalLines } from '../parse/files/logical-lines.ts'
import { type Line, linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { homePlaces, places } from './matching.ts'

export const forwardProcmail: Persistence = {
  id: 'forward-procmail',
  summary: { zh: '邮件触发的程序(.forward、procmail、aliases)', en: 'programs started by mail (.forward, procmail, aliases)' },
  techniques: ['T1546'],
  references: ['man:aliases(5)', 'man:procmailrc(5)', 'man:local(8postfix)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'event' } as const
    const forwards = [
      ...places(['/etc/aliases', '/etc/mail/aliases', '/etc/postfix/aliases']),
      ...homePlaces(host, ['.forward', '.forward+*', '.qmail', '.qmail-*']),
    ]
    yield* entriesIn(host, forwards, given, pipes)
    yield* entriesIn(host, [...places(['/etc/procmailrc']), ...homePlaces(host, ['.procmailrc'])], given, recipes)
  },
  disarm: disarmEntry,
}

function* pipes(bytes: Uint8Array): Generator<Item> {
  for (const { number, text, span, joined } of logicalLines(bytes)) {
    const found = joined.startsWith('#') ? null : /(?:^|[\s:,"\\])\|[ \t]*([^"\s][^"]*)/.exec(joined)
    if (found !== null) yield { number, text, span, command: (found[1] ?? '').trim() }
  }
}

/** A recipe from ":0" over its conditions to its action: without the action the next line would become it. */
function* recipes(bytes: Uint8Array): Generator<Item> {
  let first: Line | undefined
  let body: string[] = []
  for (const line of linesOf(bytes)) {
    const bare = line.text.trim()
    if (/^:0/.test(bare)) {
      first = line
      body = [line.text]
    } else if (first !== undefined) {
      body.push(line.text)
      if (bare === '' || bare.startsWith('#') || bare.startsWith('*')) continue
      const span = { start: first.span.start, end: line.span.end }
      if (bare.startsWith('|'))
        yield { number: first.number, text: first.text, span, command: bare.slice(1).trim(), when: body[1]?.trim() ?? '' }
      first = undefined
    }
  }
}
