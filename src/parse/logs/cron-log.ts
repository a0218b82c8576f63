// cron and cron.log: which jobs ran as whom, and whose table was changed.
import type { LineFormat } from '../../core/log-format.ts'
import { likeSyslog, messageNeedles, openSyslog } from './messages/speakers.ts'

export const cronLog: LineFormat = {
  id: 'cron-log',
  summary: { zh: '计划任务日志', en: 'log of scheduled jobs' },
  techniques: ['T1053.003'],
  references: ['man:cron(8)', 'man:crontab(1)'],
  form: 'lines',
  source: 'cron',
  trust: 'service',
  paths: ['/var/log/cron', '/var/log/cron.log', '/var/log/crond.log'],
  needles: messageNeedles,
  recognise: (head, name) => likeSyslog(head) * (/^cron/.test(name) ? 1 : 0.3),
  open: openSyslog,
}
