// Scripts that cron runs every hour.
import { runParts } from './run-parts.ts'

export const cronHourly = runParts({
  id: 'cron-hourly',
  summary: {
    zh: '每小时运行的脚本(/etc/cron.hourly、Alpine 的 /etc/periodic)',
    en: 'scripts run every hour from /etc/cron.hourly or Alpine’s /etc/periodic',
  },
  when: '@hourly',
  directories: ['/etc/cron.hourly', '/etc/periodic/hourly'],
})
