// kern.log: crashes, memory and modules.
import type { LineFormat } from '../../core/log-format.ts'
import { likeSyslog, messageNeedles, openSyslog } from './messages/speakers.ts'

export const kernLog: LineFormat = {
  id: 'kern-log',
  summary: { zh: '内核日志:崩溃、内存不足与内核模块', en: 'kernel log: crashes, memory and modules' },
  techniques: ['T1547.006', 'T1014'],
  references: ['man:rsyslog.conf(5)', 'https://docs.kernel.org/admin-guide/tainted-kernels.html'],
  form: 'lines',
  source: 'kernel',
  trust: 'service',
  paths: ['/var/log/kern.log', '/var/log/kern'],
  needles: messageNeedles,
  recognise: (head, name) => likeSyslog(head) * (/^kern/.test(name) ? 1 : 0.3),
  open: openSyslog,
}
