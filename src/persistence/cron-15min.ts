// Scripts that Alpine's cron runs every fifteen minutes.
import { runParts } from './run-parts.ts'

export const cron15min = runParts({
  id: 'cron-15min',
  summary: {
    zh: 'Alpine 每 15 分钟运行的脚本(/etc/periodic/15min)',
    en: 'scripts that Alpine runs every fifteen minutes from /etc/periodic/15min',
  },
  when: '*/15 * * * *',
  directories: ['/etc/periodic/15min'],
})
