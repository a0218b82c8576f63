// Scripts that cron or anacron runs every day.
import { runParts } from './run-parts.ts'

export const cronDaily = runParts({
  id: 'cron-daily',
  summary: {
    zh: '每天运行的脚本(/etc/cron.daily、Alpine 的 /etc/periodic)',
    en: 'scripts run every day from /etc/cron.daily or Alpine’s /etc/periodic',
  },
  when: '@daily',
  directories: ['/etc/cron.daily', '/etc/periodic/daily'],
})
