// yum and dnf: plugins, and the actions they run after every transaction.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn, wholeFilesIn } from './listing.ts'
import { places } from './matching.ts'

const plugins = [
  '/usr/lib/yum-plugins/*.py',
  '/usr/share/yum-plugins/*.py',
  '/usr/lib/python*/site-packages/dnf-plugins/*.py',
  '/usr/lib64/python*/site-packages/dnf-plugins/*.py',
  '/usr/lib/zypp/plugins/*/*',
  '/etc/zypp/plugins/*/*',
  '/etc/pacman.d/hooks/*.hook',
  '/etc/apk/commit_hooks.d/*',
]
const actions = [
  '/etc/dnf/plugins/post-transaction-actions.d/*.action',
  '/etc/yum/post-actions/*.action',
  '/etc/dnf/libdnf5-plugins/actions.d/*.actions',
]

export const yumDnf: Persistence = {
  id: 'yum-dnf',
  summary: { zh: 'yum/dnf 等包管理器的插件与事务钩子', en: 'plugins and transaction hooks of yum, dnf and other package managers' },
  techniques: ['T1546.016'],
  references: ['https://dnf-plugins-core.readthedocs.io/en/latest/post-transaction-actions.html', 'man:libdnf5-actions(8)'],
  platform: 'linux',
  *list(host) {
    const given = { kind: this.id, trigger: 'event' } as const
    yield* wholeFilesIn(host, places(plugins, 'root'), given)
    yield* entriesIn(host, places(actions, 'root'), given, function* (bytes, { name }) {
      const fields = name.endsWith('.actions') ? 4 : 2
      for (const line of linesOf(bytes)) {
        const parts = line.text.trim().split(':')
        if (parts.length <= fields || line.text.trimStart().startsWith('#')) continue
        yield { ...line, when: parts.slice(0, fields).join(':'), command: parts.slice(fields).join(':').trim() }
      }
    })
  },
  disarm: disarmEntry,
}
