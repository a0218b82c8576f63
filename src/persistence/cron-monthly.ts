// Scripts that cron or anacron runs every month.
import { runParts } from './run-parts.ts'

export const cronMonthly = runParts({
  id: 'cron-monthly',
  summary: {
    zh: '每月运行的脚本(/etc/cron.monthly、Alpine 的 /etc/periodic)',
    en: 'scripts run every month from /etc/cron.monthly or Alpine’s /etc/periodic',
  },
  when: '@monthly',
  directories: ['/etc/cron.monthly', '/etc/periodic/monthly'],
})
