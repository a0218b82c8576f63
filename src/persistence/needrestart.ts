// needrestart: hooks and configuration (Perl code) that run as root after every package upgrade.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const directories = ['hook.d', 'notify.d', 'restart.d', 'conf.d'].map(name => `/etc/needrestart/${name}/*`)

export const needrestart: Persistence = {
  id: 'needrestart',
  summary: { zh: 'needrestart 钩子', en: 'needrestart hooks' },
  techniques: ['T1546.016'],
  references: ['man:needrestart(1)'],
  platform: 'linux',
  *list(host) {
    yield* wholeFilesIn(
      host,
      places(directories, 'root'),
      { kind: this.id, trigger: 'event', when: 'package upgrade' },
      ({ path, name }) => (/^README/.test(name) ? undefined : { command: path }),
    )
  },
  disarm: disarmEntry,
}
