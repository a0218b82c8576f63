// Scripts that cron or anacron runs every week.
import { runParts } from './run-parts.ts'

export const cronWeekly = runParts({
  id: 'cron-weekly',
  summary: {
    zh: '每周运行的脚本(/etc/cron.weekly、Alpine 的 /etc/periodic)',
    en: 'scripts run every week from /etc/cron.weekly or Alpine’s /etc/periodic',
  },
  when: '@weekly',
  directories: ['/etc/cron.weekly', '/etc/periodic/weekly'],
})
