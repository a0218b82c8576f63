// S links in the run level directories: what System V init starts at boot.
import type { Persistence } from '../core/persistence.ts'
import { disarmEntry } from './entry.ts'
import { linkEntries } from './link-entries.ts'
import { rcDirectories } from './rc-directories.ts'

export const rcLinks: Persistence = {
  id: 'rc-links',
  summary: { zh: '运行级别目录 /etc/rcN.d 中的启动链接', en: 'start links in the run level directories /etc/rcN.d' },
  techniques: ['T1037.004', 'T1543'],
  references: ['man:update-rc.d(8)', 'man:init(8)'],
  platform: 'linux',
  *list(host) {
    for (const { path, level } of rcDirectories(host)) yield* linkEntries(host, path, /^S/, { kind: 'rc-links', when: `runlevel ${level}` })
  },
  disarm: disarmEntry,
}
