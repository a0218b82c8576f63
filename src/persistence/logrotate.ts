// Scripts in the configuration of logrotate, which cron or a timer runs as root every day.
import type { Persistence } from '../core/persistence.ts'
import { runsSomething } from '../parse/files/shell-interest.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

const begins = /^\s*(prerotate|postrotate|firstaction|lastaction|preremove)\s*$/
const ends = /^\s*endscript\b/

export const logrotate: Persistence = {
  id: 'logrotate',
  summary: { zh: 'logrotate 脚本(postrotate 等)', en: 'scripts of logrotate (postrotate and others)' },
  techniques: ['T1053', 'T1546'],
  references: ['man:logrotate(8)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/logrotate.conf', '/etc/logrotate.d/*'], 'root')
    yield* entriesIn(host, where, { kind: this.id, trigger: 'schedule' }, scriptItems)
  },
  disarm: disarmEntry,
}

/** The commands of every script that start something; a script without its end reaches to the end of the file. */
function* scriptItems(bytes: Uint8Array): Generator<Item> {
  let script: { when: string; start: number; line: number } | undefined
  for (const { number, text, span } of linesOf(bytes)) {
    if (script === undefined) {
      const when = begins.exec(text)?.[1]
      if (when !== undefined) script = { when, start: span.end, line: number }
    } else if (ends.test(text)) {
      yield* commandsOf(bytes, script, span.start)
      script = undefined
    }
  }
  if (script !== undefined) yield* commandsOf(bytes, script, bytes.length)
}

function* commandsOf(bytes: Uint8Array, script: { when: string; start: number; line: number }, end: number): Generator<Item> {
  for (const unit of shellUnits(bytes.subarray(script.start, end))) {
    if (!runsSomething(unit)) continue
    const span = { start: script.start + unit.span.start, end: script.start + unit.span.end }
    yield { number: script.line + unit.number, text: unit.text, span, command: unit.bare, when: script.when }
  }
}
