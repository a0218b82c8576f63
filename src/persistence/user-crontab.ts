// Crontabs of users: Red Hat's, Debian's and SUSE's spools, and Alpine's /etc/crontabs.
import type { Persistence } from '../core/persistence.ts'
import { cronItems } from './crontab-entries.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { places } from './matching.ts'

const busybox = places(['/etc/crontabs/*', '/etc/crontabs/.*'])
const spools = places(['/var/spool/cron', '/var/spool/cron/crontabs', '/var/spool/cron/tabs'].flatMap(d => [`${d}/*`, `${d}/.*`]))

export const userCrontab: Persistence = {
  id: 'user-crontab',
  summary: { zh: '用户 crontab(/var/spool/cron、/etc/crontabs)', en: "users' crontabs in /var/spool/cron and /etc/crontabs" },
  techniques: ['T1053.003'],
  references: ['man:crontab(1)', 'man:crontab(5)', 'https://wiki.alpinelinux.org/wiki/Cron'],
  platform: 'linux',
  *list(host) {
    // One walk over both, so that Alpine's /var/spool/cron/crontabs, a link to /etc/crontabs, is not listed twice.
    yield* entriesIn(host, [...busybox, ...spools], { kind: 'user-crontab', trigger: 'schedule' }, (bytes, { name, path }) =>
      cronItems(bytes, path.startsWith('/etc/crontabs/') ? 'busybox' : 'user', name),
    )
  },
  disarm: disarmEntry,
}
