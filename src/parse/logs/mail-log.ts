// mail.log and maillog: failed logins at mail servers.
import type { LineFormat } from '../../core/log-format.ts'
import { likeSyslog, messageNeedles, openSyslog } from './messages/speakers.ts'

export const mailLog: LineFormat = {
  id: 'mail-log',
  summary: { zh: '邮件系统日志', en: 'log of the mail system' },
  techniques: ['T1110'],
  references: ['man:rsyslog.conf(5)'],
  form: 'lines',
  source: 'mail',
  trust: 'service',
  paths: ['/var/log/mail.log', '/var/log/maillog', '/var/log/mail.err', '/var/log/mail.warn', '/var/log/mail'],
  needles: messageNeedles,
  recognise: (head, name) => likeSyslog(head) * (/^mail/.test(name) ? 1 : 0.3),
  open: openSyslog,
}
