// dpkg hooks: commands that dpkg runs before and after every call.
import type { Persistence } from '../core/persistence.ts'
import { linesOf } from '../parse/lines.ts'
import { disarmEntry } from './entry.ts'
import { entriesIn } from './listing.ts'
import { homePlaces, places } from './matching.ts'

const hook = /^\s*(?:--)?(pre-invoke|post-invoke|status-logger)\s*[= ]\s*(\S.*)$/

export const dpkgHook: Persistence = {
  id: 'dpkg-hook',
  summary: { zh: 'dpkg 钩子(pre-invoke、post-invoke)', en: 'dpkg hooks (pre-invoke, post-invoke)' },
  techniques: ['T1546.016'],
  references: ['man:dpkg(1)', 'man:dpkg.cfg(5)'],
  platform: 'linux',
  *list(host) {
    const where = [...places(['/etc/dpkg/dpkg.cfg', '/etc/dpkg/dpkg.cfg.d/*'], 'root'), ...homePlaces(host, ['.dpkg.cfg'])]
    yield* entriesIn(host, where, { kind: this.id, trigger: 'event' }, function* (bytes) {
      for (const line of linesOf(bytes)) {
        const found = hook.exec(line.text)
        if (found !== null) yield { ...line, when: found[1] ?? '', command: (found[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2') }
      }
    })
  },
  disarm: disarmEntry,
}
