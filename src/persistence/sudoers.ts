// sudoers: rules that let accounts run commands as others, and Defaults that weaken sudo.
import type { Persistence } from '../core/persistence.ts'
import { logicalLines } from '../parse/files/logical-lines.ts'
import { parseSudoers, type SudoersStatement } from '../parse/files/sudoers.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item, placed, type Told } from './listing.ts'
import { places } from './matching.ts'

export const sudoers: Persistence = {
  id: 'sudoers',
  summary: { zh: 'sudo 授权规则', en: 'sudo rules' },
  techniques: ['T1548.003'],
  references: ['man:sudoers(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/sudoers', '/etc/sudoers.d/*', '/usr/local/etc/sudoers', '/usr/local/etc/sudoers.d/*', '/etc/doas.conf'])
    yield* entriesIn(host, where, { kind: this.id, trigger: 'access' }, (bytes, { name }) =>
      name === 'doas.conf' ? doasRules(bytes) : placed(logicalLines(bytes), parseSudoers(bytes), tell),
    )
  },
  disarm: disarmEntry,
}

function tell(statement: SudoersStatement): Told | undefined {
  if (statement.what === 'unauthenticated') return { command: statement.text, user: statement.users.join(', ') }
  if (statement.what !== 'rule') return undefined
  return {
    command: statement.commands.map(c => c.command).join(', '),
    user: statement.users.join(', '),
    name: statement.text.slice(0, 200),
  }
}

/** doas.conf(5): "permit [options] identity [as target] [cmd command]". */
function* doasRules(bytes: Uint8Array): Generator<Item> {
  for (const { number, text, span, joined } of logicalLines(bytes)) {
    if (/^permit(?:\s|$)/.test(joined)) yield { number, text, span, command: joined }
  }
}
