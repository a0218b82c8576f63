// /etc/profile.d: files that every login shell reads.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

/** /etc/profile reads *.sh; csh reads *.csh, and RHEL's sh.local belongs to it. */
const read = /\.(?:sh|csh|local)$/

export const profileD: Persistence = {
  id: 'profile-d',
  summary: { zh: '登录脚本目录 /etc/profile.d', en: 'login scripts in /etc/profile.d' },
  techniques: ['T1546.004'],
  references: ['man:bash(1)'],
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(host, places(['/etc/profile.d/*', '/etc/profile.d/.*']), { kind: this.id, trigger: 'login' }, ({ path, name }) =>
      read.test(name) && !name.startsWith('.') ? { command: path } : { command: path, disabled: true },
    )
  },
  disarm: disarmEntry,
}
