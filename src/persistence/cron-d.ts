// /etc/cron.d: system crontabs in files of their own.
import { isGap } from '../core/gap.ts'
import type { Persistence } from '../core/persistence.ts'
import { cronEntries } from './crontab-entries.ts'
import { disarmEntry, filesIn } from './entry.ts'

export const cronD: Persistence = {
  id: 'cron-d',
  summary: { zh: '系统定时任务目录 /etc/cron.d', en: 'system cron jobs in /etc/cron.d' },
  techniques: ['T1053.003'],
  references: ['man:crontab(5)', 'man:cron(8)'],
  platform: 'linux',
  *list(host) {
    for (const file of filesIn(host, '/etc/cron.d')) {
      if (isGap(file)) yield file
      else yield* cronEntries('cron-d', file.path, file.content, 'system')
    }
  },
  disarm: disarmEntry,
}
