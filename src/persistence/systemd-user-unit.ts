// Units of user managers: those of every user, and those in homes and running sessions.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { userDirectories } from './systemd-directories.ts'
import { unitEntries } from './systemd-kind.ts'
import { managerOf } from './systemd-units.ts'

export const systemdUserUnit: Persistence = {
  id: 'systemd-user-unit',
  summary: {
    zh: '用户级 systemd 单元(/etc/systemd/user 与各用户主目录)',
    en: "systemd units of users, in /etc/systemd/user and in every account's home",
  },
  techniques: ['T1543.002', 'T1053.006'],
  references: ['man:systemd.unit(5)', 'man:user@.service(5)'],
  platform: 'linux',
  *list(host) {
    const manager = managerOf(host, userDirectories(host))
    const { gaps } = manager
    yield* gaps
    for (const suffix of ['.service', '.timer', '.path', '.socket']) {
      yield* unitEntries(host, { ...manager, gaps: [] }, 'systemd-user-unit', suffix)
    }
  },
  disarm: disarmEntry,
}
