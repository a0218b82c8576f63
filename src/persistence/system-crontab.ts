// /etc/crontab: the system's own crontab.
import type { Persistence } from '../core/persistence.ts'
import { cronItems } from './crontab-entries.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

export const systemCrontab: Persistence = {
  id: 'system-crontab',
  summary: { zh: '系统 crontab 文件 /etc/crontab', en: 'the system crontab /etc/crontab' },
  techniques: ['T1053.003'],
  references: ['man:crontab(5)', 'man:cron(8)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: 'system-crontab', trigger: 'schedule' } as const
    yield* entriesIn(host, places(['/etc/crontab']), given, bytes => cronItems(bytes, 'system'))
  },
  disarm: disarmEntry,
}
