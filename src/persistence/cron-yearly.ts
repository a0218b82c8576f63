// Scripts that cron runs every year (Debian).
import { runParts } from './run-parts.ts'

export const cronYearly = runParts({
  id: 'cron-yearly',
  summary: { zh: '每年运行的脚本(/etc/cron.yearly)', en: 'scripts run every year from /etc/cron.yearly' },
  when: '@yearly',
  directories: ['/etc/cron.yearly'],
})
