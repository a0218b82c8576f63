// auth.log (Debian) and secure (Red Hat): who was let in, who was not, and who became somebody else.
import type { LineFormat } from '../../core/log-format.ts'
import { likeSyslog, messageNeedles, openSyslog } from './messages/speakers.ts'

const spoken = /\b(?:sshd|sudo|su|login|systemd-logind|useradd|passwd)(?:\[\d{1,10}\])?: /

export const authLog: LineFormat = {
  id: 'auth-log',
  summary: { zh: '认证日志:登录、提权与账户变更', en: 'authentication log: logins, privilege and changes of accounts' },
  techniques: ['T1110', 'T1078', 'T1136', 'T1098', 'T1548.003'],
  references: ['man:sshd(8)', 'man:sudoers(5)', 'man:pam_unix(8)', 'man:rsyslog.conf(5)'],
  form: 'lines',
  source: 'auth',
  trust: 'service',
  paths: ['/var/log/auth.log', '/var/log/secure', '/var/log/authlog', '/var/log/auth'],
  needles: messageNeedles,
  recognise(head, name) {
    const named = /^(?:auth(?:\.log|log)?|secure)\b/.test(name) ? 0.2 : 0
    return spoken.test(head) ? Math.min(1, likeSyslog(head) * 0.8 + named) : likeSyslog(head) * named
  },
  open: openSyslog,
}
