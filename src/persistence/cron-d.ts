// /etc/cron.d: system crontabs in files of their own.
import type { Persistence } from '../core/persistence.ts'
import { cronItems, isPassedOver } from './crontab-entries.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const directory = places(['/etc/cron.d/*', '/etc/cron.d/.*'])

export const cronD: Persistence = {
  id: 'cron-d',
  summary: { zh: '系统定时任务目录 /etc/cron.d', en: 'system cron jobs in /etc/cron.d' },
  techniques: ['T1053.003'],
  references: ['man:crontab(5)', 'man:cron(8)'],
  platform: 'linux',
  *list(host) {
    yield* entriesIn(host, directory, { kind: 'cron-d', trigger: 'schedule' }, function* (bytes, { name }) {
      for (const item of cronItems(bytes, 'system')) yield isPassedOver(name) ? { ...item, disabled: true } : item
    })
  },
  disarm: disarmEntry,
}
