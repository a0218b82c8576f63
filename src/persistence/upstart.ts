// Upstart jobs in /etc/init and of users: init of Ubuntu before 15.04, RHEL 6 and Amazon Linux 1.
import { isGap } from '../core/gap.ts'
import type { Persistence } from '../core/persistence.ts'
import { parseUpstartJob } from '../parse/files/upstart-job.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

export const upstart: Persistence = {
  id: 'upstart',
  summary: { zh: 'Upstart 任务(/etc/init/*.conf)', en: 'Upstart jobs in /etc/init/*.conf' },
  techniques: ['T1543'],
  references: ['man:init(5)', 'https://upstart.ubuntu.com/cookbook/'],
  platform: 'linux',
  *list(host) {
    const where = [...places(['/etc/init/*.conf'], 'root'), ...homePlaces(host, ['.config/upstart/*.conf', '.init/*.conf'])]
    yield* wholeFilesIn(host, where, { kind: 'upstart', trigger: 'boot' }, ({ path, name, place }, head) => {
      const { commands, startOn, user, manual } = parseUpstartJob(head)
      if (commands.length === 0) return undefined
      const override = host.files.read(path.replace(/\.conf$/, '.override'), 1 << 16)
      const off = startOn === '' || manual || (!isGap(override) && parseUpstartJob(override.bytes).manual)
      const told = { command: commands.join('; '), when: startOn, user: user || place.user, name: name.replace(/\.conf$/, '') }
      return off ? { ...told, disabled: true } : told
    })
  },
  disarm: disarmEntry,
}
