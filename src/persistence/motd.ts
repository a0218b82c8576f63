// /etc/update-motd.d: programs that root runs at every login to write the message of the day.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

export const motd: Persistence = {
  id: 'motd',
  summary: { zh: '登录消息脚本(/etc/update-motd.d)', en: 'message-of-the-day programs (/etc/update-motd.d)' },
  techniques: ['T1546'],
  references: ['man:update-motd(5)', 'man:pam_motd(8)'],
  platform: 'linux',
  *list(host) {
    const where = places(['/etc/update-motd.d/*', '/usr/lib/update-motd.d/*', '/usr/share/update-motd.d/*'], 'root')
    yield* wholeFilesIn(host, where, { kind: this.id, trigger: 'login' }, executable)
  },
  disarm: disarmEntry,
}
