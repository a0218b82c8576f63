// /etc/anacrontab: jobs that are made up for after the machine was off.
import type { Persistence } from '../core/persistence.ts'
import { parseAnacrontab } from '../parse/files/anacrontab.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, type Item } from './listing.ts'
import { places } from './matching.ts'

export const anacron: Persistence = {
  id: 'anacron',
  summary: { zh: 'anacron 任务 /etc/anacrontab', en: 'anacron jobs in /etc/anacrontab' },
  techniques: ['T1053.003'],
  references: ['man:anacrontab(5)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/anacrontab'], 'root')
    yield* entriesIn(host, where, { kind: 'anacron', trigger: 'schedule' }, function* (bytes): Generator<Item> {
      for (const { number, span, text, period, delay, id, command } of parseAnacrontab(bytes)) {
        yield { number, span, text, command, name: id, when: `${period} ${delay}` }
      }
    })
  },
  disarm: disarmEntry,
}
