// OpenRC: local.d scripts, and the links that put services into run levels.
import { isGap } from '../core/gap.ts'
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { linkEntries } from './link-entries.ts'
import { executable, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

export const openrc: Persistence = {
  id: 'openrc',
  summary: {
    zh: 'OpenRC 的 /etc/local.d 脚本与 /etc/runlevels 链接',
    en: 'OpenRC scripts in /etc/local.d and run level links in /etc/runlevels',
  },
  techniques: ['T1037.004', 'T1543'],
  references: ['man:openrc-run(8)', 'https://wiki.gentoo.org/wiki/OpenRC'],
  platform: 'linux',
  *list(host) {
    const scripts = places(['/etc/local.d/*.start', '/etc/local.d/*.stop'], 'root')
    yield* wholeFilesIn(host, scripts, { kind: 'openrc', trigger: 'boot' }, executable)
    const levels = host.files.list('/etc/runlevels')
    if (isGap(levels)) {
      if (levels.why !== 'absent') yield levels
      return
    }
    for (const name of levels.map(level => level.name).sort()) {
      yield* linkEntries(host, `/etc/runlevels/${name}`, /^/, { kind: 'openrc', when: `runlevel ${name}` })
    }
  },
  disarm: disarmEntry,
}
