// syslog (Debian) and messages (Red Hat, SUSE, Alpine): whatever daemons and the kernel say.
import type { LineFormat } from '../../core/log-format.ts'
import { likeSyslog, messageNeedles, openSyslog } from './messages/speakers.ts'

export const syslog: LineFormat = {
  id: 'syslog',
  summary: { zh: '系统日志:服务、内核与计划任务', en: 'system log: services, kernel and jobs' },
  techniques: ['T1543.002', 'T1053.003'],
  references: ['man:rsyslog.conf(5)', 'man:syslog(3)'],
  form: 'lines',
  source: 'syslog',
  trust: 'service',
  paths: ['/var/log/syslog', '/var/log/messages', '/var/log/daemon.log', '/var/log/user.log'],
  needles: messageNeedles,
  recognise: (head, name) => likeSyslog(head) * (/^(?:syslog|messages|daemon)/.test(name) ? 1 : 0.6),
  open: openSyslog,
}
